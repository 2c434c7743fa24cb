package io.tabletalk.embedding.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// The functions of oneDNN's C interface that are used here. Its library must have been loaded before.
///
/// @see <a href="https://uxlfoundation.github.io/oneDNN/">oneDNN</a>
final class OneDnn {

    // Types of numbers.
    static final int FLOAT = 3;
    static final int SIGNED_BYTE = 5;
    static final int UNSIGNED_BYTE = 6;

    // What is computed beside a product, or by itself.
    static final int GELU = 49;
    static final int ADD = 0x1fff0;
    static final int MULTIPLY = 0x1fff1;
    static final int SOFTMAX = 0x30000;
    static final int INFERENCE = 96;
    static final int USE_SCALE_AND_SHIFT = 6;

    // Arguments of a primitive.
    static final int SOURCE = 1;
    static final int SECOND_SOURCE = 2;
    static final int DESTINATION = 17;
    static final int WEIGHTS = 33;
    static final int BIAS = 41;
    static final int SCALE = 51;
    static final int SHIFT = 52;
    static final int SCRATCHPAD = 80;
    static final int STEPS_OF_WEIGHTS = 4096 | WEIGHTS;

    /// Whoever runs a primitive brings its scratchpad. Otherwise primitives share one that belongs to the thread which
    /// made them and has to destroy them.
    static final int BROUGHT_SCRATCHPAD = 1;

    private static final int QUERY_WEIGHTS = 131;
    private static final int QUERY_SCRATCHPAD = 136;
    private static final int AVX512_VNNI = 0x67;

    private static final int MAPPED_FROM = -3; // M_MMAP_THRESHOLD in glibc's malloc.h
    private static final int MAPPED_FROM_BYTES = 128 * 1024;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.loaderLookup();

    static final MethodHandle ENGINE = function("dnnl_engine_create", ADDRESS, JAVA_INT, JAVA_LONG);
    static final MethodHandle STREAM = function("dnnl_stream_create", ADDRESS, ADDRESS, JAVA_INT);
    static final MethodHandle DESCRIPTION =
            function("dnnl_memory_desc_create_with_strides", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    static final MethodHandle OPEN_DESCRIPTION =
            function("dnnl_memory_desc_create_with_tag", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle MEMORY = function("dnnl_memory_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle ATTRIBUTES = function("dnnl_primitive_attr_create", ADDRESS);
    static final MethodHandle SET_SCALES = function("dnnl_primitive_attr_set_scales_mask", ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle SET_SCRATCHPAD_MODE =
            function("dnnl_primitive_attr_set_scratchpad_mode", ADDRESS, JAVA_INT);
    static final MethodHandle SET_POST_OPERATIONS = function("dnnl_primitive_attr_set_post_ops", ADDRESS, ADDRESS);
    static final MethodHandle POST_OPERATIONS = function("dnnl_post_ops_create", ADDRESS);
    static final MethodHandle APPEND_ELEMENTWISE =
            function("dnnl_post_ops_append_eltwise", ADDRESS, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT);
    static final MethodHandle APPEND_BINARY = function("dnnl_post_ops_append_binary", ADDRESS, JAVA_INT, ADDRESS);
    static final MethodHandle PRODUCT = function(
            "dnnl_matmul_primitive_desc_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle SOFTMAX_FORWARD = function(
            "dnnl_softmax_forward_primitive_desc_create",
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS);
    static final MethodHandle NORMALIZATION = function(
            "dnnl_layer_normalization_forward_primitive_desc_create",
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_FLOAT,
            JAVA_INT,
            ADDRESS);
    static final MethodHandle BINARY = function(
            "dnnl_binary_primitive_desc_create", ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle REORDER =
            function("dnnl_reorder_primitive_desc_create", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle PRIMITIVE = function("dnnl_primitive_create", ADDRESS, ADDRESS);

    static final MethodHandle DESTROY_ENGINE = function("dnnl_engine_destroy", ADDRESS);
    static final MethodHandle DESTROY_STREAM = function("dnnl_stream_destroy", ADDRESS);
    static final MethodHandle DESTROY_DESCRIPTION = function("dnnl_memory_desc_destroy", ADDRESS);
    static final MethodHandle DESTROY_MEMORY = function("dnnl_memory_destroy", ADDRESS);
    static final MethodHandle DESTROY_ATTRIBUTES = function("dnnl_primitive_attr_destroy", ADDRESS);
    static final MethodHandle DESTROY_POST_OPERATIONS = function("dnnl_post_ops_destroy", ADDRESS);
    static final MethodHandle DESTROY_PRIMITIVE_DESCRIPTION = function("dnnl_primitive_desc_destroy", ADDRESS);
    static final MethodHandle DESTROY_PRIMITIVE = function("dnnl_primitive_destroy", ADDRESS);

    private static final MethodHandle EXECUTE = function("dnnl_primitive_execute", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle SET_DATA = function("dnnl_memory_set_data_handle", ADDRESS, ADDRESS);
    private static final MethodHandle SET_CACHED_PRIMITIVES = function("dnnl_set_primitive_cache_capacity", JAVA_INT);
    private static final MethodHandle INSTRUCTIONS = function("dnnl_get_effective_cpu_isa");
    private static final MethodHandle QUERY = LINKER.downcallHandle(
            symbol("dnnl_primitive_desc_query_md"), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle SIZE =
            LINKER.downcallHandle(symbol("dnnl_memory_desc_get_size"), FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle SET_THREADS =
            LINKER.downcallHandle(symbol("omp_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));

    private OneDnn() {}

    private static MethodHandle function(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MemorySegment symbol(String name) {
        return LIBRARY.find(name).orElseThrow(() -> new UnsatisfiedLinkError("oneDNN has no function " + name));
    }

    /// Calls a function that returns a status.
    ///
    /// @throws IllegalStateException when it fails
    static void call(MethodHandle function, Object... arguments) {
        try {
            require((int) function.invokeWithArguments(Arrays.asList(arguments)));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// @param arguments pairs of an argument's number and its memory, as the C interface lays them out
    static void execute(MemorySegment primitive, MemorySegment stream, int count, MemorySegment arguments) {
        try {
            require((int) EXECUTE.invokeExact(primitive, stream, count, arguments));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Lets memory lie elsewhere.
    static void move(MemorySegment memory, MemorySegment data) {
        try {
            require((int) SET_DATA.invokeExact(memory, data));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// How a primitive wants its weights to lie. Belongs to the primitive's description.
    static MemorySegment weightsOf(MemorySegment primitiveDescription) {
        return query(primitiveDescription, QUERY_WEIGHTS);
    }

    /// How large the scratchpad is that a primitive has to be brought; 0 when it needs none.
    static long scratchpadBytes(MemorySegment primitiveDescription) {
        MemorySegment scratchpad = query(primitiveDescription, QUERY_SCRATCHPAD);
        return scratchpad.address() == 0 ? 0 : bytes(scratchpad);
    }

    private static MemorySegment query(MemorySegment primitiveDescription, int what) {
        try {
            return (MemorySegment) QUERY.invokeExact(primitiveDescription, what, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long bytes(MemorySegment description) {
        try {
            return (long) SIZE.invokeExact(description);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Makes what the calling thread asks for run on this thread alone, from now on.
    static void stayOnThisThread() {
        try {
            SET_THREADS.invokeExact(1);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Lets oneDNN keep no primitives of its own: each model keeps and shares those that it uses, and the cache takes
    /// much memory beside them.
    static void cacheNothing() {
        call(SET_CACHED_PRIMITIVES, 0);
    }

    /// Has blocks of 128 kB and more returned to the system as soon as they are freed. Compiling primitives takes and
    /// frees many; glibc would raise the size by itself with each, and keep what it then hardly uses again. Says
    /// nothing where the C library is another.
    static void keepNoLargeBlocks() {
        LINKER.defaultLookup().find("mallopt").ifPresent(OneDnn::keepNoLargeBlocks);
    }

    private static void keepNoLargeBlocks(MemorySegment mallopt) {
        MethodHandle set = LINKER.downcallHandle(mallopt, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        try {
            int ignored = (int) set.invokeExact(MAPPED_FROM, MAPPED_FROM_BYTES);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Whether the processor multiplies and sums bytes in one instruction. Without it sums may overflow, and nothing is
    /// gained.
    static boolean hasInstructionsForBytes() {
        try {
            return ((int) INSTRUCTIONS.invokeExact() & AVX512_VNNI) == AVX512_VNNI;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static void require(int status) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN failed with status " + status);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException("oneDNN failed", e);
    }
}
