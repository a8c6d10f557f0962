namespace TogetherAI;

/// <summary>What a run asks of the service: how an answer is read, and how a request is sent that no batch took. Thread-safe.</summary>
internal abstract class BatchWork(string path)
{
    /// <summary>The operation, as the journal names it: its path.</summary>
    public string Path { get; } = path;

    /// <summary>What the service's batches call it; null where it has none for it, and every request is sent by itself.</summary>
    public abstract BatchEndpoint? Endpoint { get; }

    /// <summary>Whether its price follows the tokens, so that it can be told beforehand.</summary>
    public virtual bool IsPricedByTokens => true;

    /// <summary>How many tokens a request takes at most.</summary>
    /// <param name="body">It, as it stands in its line.</param>
    public abstract TokenCount Estimate(ReadOnlyMemory<byte> body);

    /// <summary>What is taken for the tokens of a text whose tokenizer is not at hand: a quarter of its bytes.</summary>
    protected static int Tokens(ReadOnlyMemory<byte> body) => body.Length / 4;

    /// <summary>Reads a line of results. What is no answer to such a request is an error.</summary>
    public abstract BatchResult Read(Line line, string file);

    /// <summary>Sends a request by itself.</summary>
    /// <param name="client">Keeps the bodies of answers.</param>
    /// <param name="body">The request, as it stands in its line.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    public abstract Task<TogetherResponse> SendAsync(TogetherClient client, System.Text.Json.JsonElement body, CancellationToken cancellationToken);

    /// <summary>What an answer used; null where it does not tell.</summary>
    public static TokenUsage? UsageOf(TogetherResponse? answer) => (answer as IGenerationResponse)?.Usage;
}
