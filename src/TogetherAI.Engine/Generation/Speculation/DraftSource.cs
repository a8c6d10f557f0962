namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>Where a guess comes from. How often each is right is learnt for each by itself.</summary>
internal enum DraftSource
{
    /// <summary>Earlier places of the text.</summary>
    Text,

    /// <summary>A constraint that leaves no choice.</summary>
    Constraint,

    /// <summary>The draft model.</summary>
    Model,
}
