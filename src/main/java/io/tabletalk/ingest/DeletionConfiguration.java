package io.tabletalk.ingest;

import io.tabletalk.index.DocumentTraces;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.Transport;
import io.tabletalk.role.ConditionalOnRole;
import io.tabletalk.role.Role;
import io.tabletalk.source.KeptDocuments;
import io.tabletalk.state.StateErasure;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What deletes documents and sources everywhere, where the index is.
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(value = Role.INDEX, orAnsweringQuestions = true)
class DeletionConfiguration {

    @Bean
    Traces traces(DeadLetters deadLetters, List<DocumentTraces> others) {
        return new Traces(deadLetters, others);
    }

    @Bean
    Readmissions readmissions(ExcludedDocuments excluded, Ingestion ingestion, List<KeptDocuments> kept) {
        return new Readmissions(excluded, ingestion, kept);
    }

    @Bean
    Receipts receipts(JdbcClient database, JsonMapper json) {
        return new Receipts(database, json);
    }

    @Bean
    Expunger expunger(KnowledgeIndex index, StateErasure state, Receipts receipts) {
        return new Expunger(index, state, receipts, InstantSource.system());
    }

    @Bean
    Removals removals(
            KnowledgeIndex index,
            ObjectProvider<IndexReplica> replica,
            Transport transport,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Expunger expunger,
            List<KeptDocuments> kept) {
        return new Removals(
                index,
                () -> replica.ifAvailable(IndexReplica::awaitPublished),
                transport,
                excluded,
                traces,
                receipts,
                expunger,
                kept,
                InstantSource.system());
    }

    @Bean
    Deletions deletions(
            KnowledgeIndex index,
            BatchStatusStore store,
            ExcludedDocuments excluded,
            Traces traces,
            Receipts receipts,
            Removals removals,
            Expunger expunger,
            TransactionTemplate transactions) {
        return new Deletions(
                index, store, excluded, traces, receipts, removals, expunger, transactions, InstantSource.system());
    }
}
