package dev.quartet.dashboard.config;

/** What somebody who signed in may do. */
public enum Role {
    /** Looks at everything that names no person. */
    VIEWER,
    /** Also sees visitors' names and addresses. */
    OPERATOR
}
