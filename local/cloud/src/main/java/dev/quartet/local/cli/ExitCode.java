package dev.quartet.local.cli;

/** What the command line exits with: 0, 1, and the codes of BSD's sysexits(3). */
final class ExitCode {
    static final int OK = 0;
    /** The program failed, or a resource was refused. */
    static final int PROGRAM_FAILED = 1;
    /** EX_USAGE: an option or argument is wrong. */
    static final int USAGE = 64;
    /** EX_UNAVAILABLE: no local cloud is running, or something that is needed is missing. */
    static final int UNAVAILABLE = 69;
    /** EX_SOFTWARE: an error of Quartet itself. */
    static final int SOFTWARE = 70;
    /** EX_TEMPFAIL: another local cloud runs, or a port is taken. */
    static final int BUSY = 75;

    /** The end of every command's help. */
    static final String HELP =
            "0 done; 1 the program failed or a resource was refused; 64 wrong option; 69 not running,"
                    + " or something is missing; 70 an error of Quartet; 75 another one runs, or a port is taken;"
                    + " 130 and 143 ended by Ctrl-C or SIGTERM";

    private ExitCode() {}
}
