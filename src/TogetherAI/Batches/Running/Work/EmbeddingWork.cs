using System.Text.Json;

namespace TogetherAI;

/// <summary>Texts to vectors, for which the service has no batches.</summary>
internal sealed class EmbeddingWork(Func<EmbeddingRequest, int>? countTokens)
    : BatchWork<EmbeddingRequest, EmbeddingResponse>("/" + EmbeddingOperations.Create.Path, TogetherJsonContext.Default.EmbeddingResponse)
{
    public override BatchEndpoint? Endpoint => null;

    public override PreparedRequest Write(EmbeddingRequest request) =>
        new(request.Model, RequestBody.Write(request, TogetherJsonContext.Default.EmbeddingRequest, extra: null));

    public override PreparedRequest Count(EmbeddingRequest request, PreparedRequest written) =>
        written with { Tokens = new TokenCount(countTokens?.Invoke(request) ?? Tokens(written.Body), 0) };

    public override TokenCount Estimate(ReadOnlyMemory<byte> body) =>
        new(countTokens?.Invoke(JsonSerializer.Deserialize(body.Span, TogetherJsonContext.Default.EmbeddingRequest)!) ?? Tokens(body), 0);

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken)
    {
        EmbeddingRequest request = body.Deserialize(TogetherJsonContext.Default.EmbeddingRequest)!;
        EmbeddingResponse answer = await client.Embeddings.CreateAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Data.Count == request.Input.Count ? answer : throw new TogetherResponseException(
            FormattableString.Invariant($"The service was asked for the vectors of {request.Input.Count} texts, and answered with {answer.Data.Count}."))
        {
            Details = ErrorDetails.Of(answer),
        };
    }
}
