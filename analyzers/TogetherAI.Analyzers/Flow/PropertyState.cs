namespace TogetherAI.Analyzers;

/// <summary>What is known of a property when its object reaches a call. Only <see cref="NotSet"/> is ever reported.</summary>
internal enum PropertyState
{
    /// <summary>The code does not show it, or not surely enough.</summary>
    Unknown,

    /// <summary>Nobody has given it a value, or it was given null.</summary>
    NotSet,

    /// <summary>It has a value.</summary>
    Set,
}
