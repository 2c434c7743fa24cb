package io.tabletalk.embedding.bert;

/// A dense layer: `output = input · weights + bias`.
///
/// @param weights `inputs` rows of `outputs` numbers
/// @param bias    `outputs` numbers
record Dense(float[] weights, float[] bias, int inputs, int outputs) {

    /// Layers of the same input as one, whose output is theirs side by side.
    static Dense sideBySide(Dense... layers) {
        int inputs = layers[0].inputs;
        int outputs = 0;
        for (Dense layer : layers) {
            outputs += layer.outputs;
        }
        float[] weights = new float[inputs * outputs];
        float[] bias = new float[outputs];
        int column = 0;
        for (Dense layer : layers) {
            for (int row = 0; row < inputs; row++) {
                System.arraycopy(layer.weights, row * layer.outputs, weights, row * outputs + column, layer.outputs);
            }
            System.arraycopy(layer.bias, 0, bias, column, layer.outputs);
            column += layer.outputs;
        }
        return new Dense(weights, bias, inputs, outputs);
    }

    /// The layer whose input is divided by the factors: its rows are multiplied by them.
    Dense inputDividedBy(float[] factors) {
        float[] scaled = weights.clone();
        for (int row = 0; row < inputs; row++) {
            for (int column = 0; column < outputs; column++) {
                scaled[row * outputs + column] *= factors[row];
            }
        }
        return new Dense(scaled, bias, inputs, outputs);
    }

    /// The layer whose output is divided by the factors.
    Dense outputDividedBy(float[] factors) {
        float[] scaled = weights.clone();
        float[] scaledBias = bias.clone();
        for (int column = 0; column < outputs; column++) {
            for (int row = 0; row < inputs; row++) {
                scaled[row * outputs + column] /= factors[column];
            }
            scaledBias[column] /= factors[column];
        }
        return new Dense(scaled, scaledBias, inputs, outputs);
    }

    /// The largest weight, without its sign, that each input meets.
    float[] largestOfInputs() {
        float[] largest = new float[inputs];
        for (int row = 0; row < inputs; row++) {
            for (int column = 0; column < outputs; column++) {
                largest[row] = Math.max(largest[row], Math.abs(weights[row * outputs + column]));
            }
        }
        return largest;
    }
}
