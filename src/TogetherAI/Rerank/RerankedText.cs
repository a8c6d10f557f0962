namespace TogetherAI;

/// <summary>A document as a ranking repeats it. Immutable.</summary>
public sealed record RerankedText : WireModel
{
    /// <summary>The text; of a document that was an object, the object as JSON. Null where it was not to be repeated.</summary>
    public string? Text { get; init; }
}
