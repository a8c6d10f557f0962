namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>Where a guess comes from. How often each is right is learnt for each by itself.</summary>
internal enum DraftSource
{
    /// <summary>Earlier places of the text.</summary>
    Text,

    /// <summary>The draft model.</summary>
    Model,
}
