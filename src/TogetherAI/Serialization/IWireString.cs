namespace TogetherAI;

/// <summary>
/// A value from an open set of strings on the wire. Types that implement it keep a value they have never heard of, so that a newer
/// service does not break an older client.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IWireString<TSelf>
    where TSelf : struct, IWireString<TSelf>
{
    /// <summary>The values of today, to be recognised without allocating.</summary>
    static abstract ReadOnlySpan<TSelf> WellKnown { get; }

    string Value { get; }

    static abstract TSelf Create(string value);
}
