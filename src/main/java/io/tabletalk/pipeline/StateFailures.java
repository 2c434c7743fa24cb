package io.tabletalk.pipeline;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Tells failures of the state database that pass by themselves: it cannot be reached, or it let another go first.
public final class StateFailures {

    private StateFailures() {}

    /// Whether what failed may work when it is tried again.
    public static boolean mayPass(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException;
    }
}
