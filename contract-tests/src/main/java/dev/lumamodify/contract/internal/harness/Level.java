package dev.lumamodify.contract.internal.harness;

/** How binding a check is. */
public enum Level {
    /** The API's documents, HTTP or the RFCs demand it: a failure fails the run. */
    REQUIRED,
    /** This project recommends it: a failure is a warning. */
    RECOMMENDED
}
