namespace TogetherAI;

/// <summary>A request as it goes into a job's file, and how many tokens it may take.</summary>
internal readonly record struct PreparedRequest(string Model, byte[] Body, int PromptTokens, int CompletionTokens)
{
    /// <summary>What is taken for the tokens of a text whose tokenizer is not at hand: a quarter of its bytes.</summary>
    public static int Tokens(byte[] body) => body.Length / 4;

    /// <summary>Whether the service has to send it on as a form, and not as it stands in the line.</summary>
    public bool IsForm { get; init; }

    /// <summary>What stands in the line between its id and its body.</summary>
    public ReadOnlySpan<byte> Middle => IsForm ? "\",\"method\":\"FILE\",\"body\":"u8 : "\",\"body\":"u8;
}
