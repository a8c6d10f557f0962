namespace TogetherAI;

/// <summary>What happens when a stream breaks after its first content token. Two answers are never spliced.</summary>
public enum MidStreamPolicy
{
    /// <summary>The failure is thrown, with the text so far.</summary>
    Interrupt,

    /// <summary>
    /// The request is sent once more, perhaps on another lane, as long as no text of the answer has been handed out. Reasoning that was
    /// handed out comes again from the start.
    /// </summary>
    RestartBeforeText,
}
