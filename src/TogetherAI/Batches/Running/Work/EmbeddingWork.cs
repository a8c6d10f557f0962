using System.Text.Json;

namespace TogetherAI;

/// <summary>Texts to vectors, for which the service has no batches.</summary>
internal sealed class EmbeddingWork()
    : BatchWork<EmbeddingRequest, EmbeddingResponse>("/" + EmbeddingOperations.Create.Path, TogetherJsonContext.Default.EmbeddingResponse)
{
    public override BatchEndpoint? Endpoint => null;

    public override PreparedRequest Prepare(EmbeddingRequest request)
    {
        byte[] body = RequestBody.Write(request, TogetherJsonContext.Default.EmbeddingRequest, extra: null);
        return new PreparedRequest(request.Model, body, PreparedRequest.Tokens(body), CompletionTokens: 0);
    }

    public override async Task<TogetherResponse> SendAsync(TogetherClient client, JsonElement body, CancellationToken cancellationToken) =>
        await client.Embeddings.CreateAsync(body.Deserialize(TogetherJsonContext.Default.EmbeddingRequest)!, cancellationToken).ConfigureAwait(false);
}
