namespace TogetherAI.Analyzers;

/// <summary>How sure it is that something has run.</summary>
internal enum Certainty
{
    /// <summary>It is in another arm of the same choice.</summary>
    Never,

    /// <summary>On some of the ways.</summary>
    Maybe,

    /// <summary>On every way.</summary>
    Always,
}
