namespace TogetherAI;

/// <summary>A request as it goes into a job's file, and how many tokens it may take.</summary>
internal readonly record struct PreparedRequest(string Model, byte[] Body, int PromptTokens, int CompletionTokens)
{
    /// <summary>What is taken for the tokens of a text whose tokenizer is not at hand: a quarter of its bytes.</summary>
    public static int Tokens(byte[] body) => body.Length / 4;

    /// <summary>How the service is to send it on; null for what stands in the line as it is.</summary>
    public string? Method { get; init; }
}
