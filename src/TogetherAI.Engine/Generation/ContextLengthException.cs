namespace TogetherAI.Engine.Generation;

/// <summary>A prompt has more tokens than the model's context. Shorten the prompt, or use a model with a longer context.</summary>
public sealed class ContextLengthException : ArgumentException
{
    /// <summary>Names both lengths.</summary>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="contextLength">Tokens of the model's context.</param>
    public ContextLengthException(int promptTokens, int contextLength)
        : base($"The prompt has {promptTokens} tokens, the model's context {contextLength}. Shorten the prompt, or use a model with a longer context.")
    {
        PromptTokens = promptTokens;
        ContextLength = contextLength;
    }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; }

    /// <summary>Most tokens that a sequence of this model can hold.</summary>
    public int ContextLength { get; }
}
