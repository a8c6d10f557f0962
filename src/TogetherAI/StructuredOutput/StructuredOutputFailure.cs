namespace TogetherAI;

/// <summary>Why an answer is not a value of the type asked for.</summary>
public enum StructuredOutputFailure
{
    /// <summary>The limit on tokens was reached before the JSON was complete; reasoning counts against it. Raise <see cref="GenerationRequest.MaxTokens"/>.</summary>
    Truncated,

    /// <summary>A safety model stopped the answer.</summary>
    Filtered,

    /// <summary>The model said that it would not answer.</summary>
    Refused,

    /// <summary>The answer is no JSON, or none that the type can be read from.</summary>
    Unparseable,
}
