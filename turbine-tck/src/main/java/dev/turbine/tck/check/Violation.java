package dev.turbine.tck.check;

/** A promise that was broken. */
public enum Violation {
    /** An acknowledged publication did not arrive where it was owed. */
    LOST("lost"),
    /** A publication arrived twice, or stands twice on one page. */
    DOUBLED("doubled"),
    /** A publication arrived before one that comes before it, subscribers disagree on the order, or a position goes back. */
    REORDERED("reordered"),
    /** A place in a history was left out, and the client was not told; also on a page. */
    SILENT_GAP("silent gaps"),
    /** A subscription was said to be recovered, and was not, or there was a page where there was nothing to follow. */
    FALSE_RECOVERED("false recovered"),
    /** No place where there must be one, two publications at one place, one at two, or a place after the newest. */
    MISPLACED("misplaced"),
    /** A publication, or who came or went, arrived on a connection whose token had run out. */
    AFTER_EXPIRY("after expiry"),
    /** A publication, or who came or went, arrived before the subscription or after its end. */
    UNINVITED("outside of a subscription"),
    /** A publication arrived changed, or on another channel than its own. */
    CORRUPTED("corrupted"),
    /** A publication arrived that nobody made, or that was refused. */
    INVENTED("invented"),
    /** A client was told that somebody came who was there, or that somebody left who had gone. */
    CONTRADICTED("contradicted presence"),
    /** A connection or subscription was ended, and nobody knows why. */
    UNEXPLAINED_CLOSE("unexplained closes");

    private final String label;

    Violation(String label) {
        this.label = label;
    }

    /** As reports name it. */
    public String label() {
        return label;
    }
}
