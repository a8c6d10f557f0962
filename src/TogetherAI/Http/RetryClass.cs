namespace TogetherAI;

/// <summary>What a second attempt of an operation would do.</summary>
internal enum RetryClass
{
    /// <summary>Reads only: repeated after any transient failure.</summary>
    Safe,

    /// <summary>Costs its tokens again but changes nothing (inference): repeated like a read.</summary>
    Repeatable,

    /// <summary>
    /// Creates something that costs money or cannot be told from its twin. Repeated only when the service cannot have acted on it: no
    /// connection, or turned away with 429; the service knows no idempotency key.
    /// </summary>
    Once,

    /// <summary>Has a body that can be read once, such as a network stream: one attempt, whatever comes of it.</summary>
    Never,
}
