namespace TogetherAI.Engine.Generation;

/// <summary>Why a completion ended.</summary>
public enum StopReason
{
    /// <summary>The model wrote one of its end tokens; of a model that has none, the constraint was met and nothing more could follow.</summary>
    EndOfSequence,

    /// <summary>The text reached one of the request's stop strings, which is not part of it.</summary>
    StopString,

    /// <summary>The request's number of tokens was reached.</summary>
    MaxTokens,

    /// <summary>Prompt and completion fill the model's context.</summary>
    ContextFull,
}
