namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>What becomes of the matches of a pattern that text is split by.</summary>
internal enum SplitBehavior
{
    /// <summary>They are dropped.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>Each ends the piece before it.</summary>
    MergedWithPrevious,

    /// <summary>Each begins the piece after it.</summary>
    MergedWithNext,

    /// <summary>Neighbouring ones are one piece together.</summary>
    Contiguous,
}
