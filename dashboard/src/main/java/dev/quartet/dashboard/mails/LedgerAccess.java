package dev.quartet.dashboard.mails;

import dev.quartet.dashboard.access.AuditLog;
import dev.quartet.dashboard.access.Viewer;
import org.springframework.stereotype.Component;

/** Operators may see the ledger's names and addresses, and the audit log says who did. */
@Component
final class LedgerAccess {
    private final Viewer viewer;
    private final AuditLog audit;

    LedgerAccess(Viewer viewer, AuditLog audit) {
        this.viewer = viewer;
        this.audit = audit;
    }

    boolean mayReveal() {
        return viewer.operator();
    }

    void revealed() {
        audit.revealed("ledger", viewer.name().orElse(null));
    }
}
