namespace TogetherAI;

/// <summary>A part of an item's content. <see cref="Type"/> says which of the other properties is set. Immutable.</summary>
public sealed record ResponsePart : WireModel
{
    /// <summary><c>input_text</c>, <c>output_text</c>, <c>refusal</c>, <c>reasoning_text</c> or <c>summary_text</c>; a kind from the future is kept.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The text; null for a refusal.</summary>
    public string? Text { get; init; }

    /// <summary>Why the model does not answer.</summary>
    public string? Refusal { get; init; }

    /// <summary>A text that is asked.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static ResponsePart FromInput(string text) => new() { Type = "input_text", Text = text };

    /// <summary>A text that the model has answered.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static ResponsePart FromOutput(string text) => new() { Type = "output_text", Text = text };
}
