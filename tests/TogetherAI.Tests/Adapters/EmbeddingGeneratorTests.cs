using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace TogetherAI.Tests.Adapters;

/// <summary>Embeddings as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
public class EmbeddingGeneratorTests
{
    [Fact]
    public async Task Vectors_come_in_the_order_of_their_texts_with_model_and_usage()
    {
        FakeHandler handler = new FakeHandler().ThenJson(
            """{"object":"list","model":"m-2","data":[{"index":1,"embedding":[2]},{"index":0,"embedding":[1,0.5]}],"usage":{"prompt_tokens":4,"total_tokens":4}}""");
        using TogetherClient client = Calls.Client(handler);
        GeneratedEmbeddings<Embedding<float>> embeddings = await client.AsEmbeddingGenerator("m").GenerateAsync(["a", "b"]);

        Assert.Equal([1f, 0.5f], embeddings[0].Vector.ToArray());
        Assert.Equal([2f], embeddings[1].Vector.ToArray());
        Assert.Equal(("m-2", 4L), (embeddings[0].ModelId, embeddings.Usage!.InputTokenCount!.Value));
        Wire.Same("""{"model":"m","input":["a","b"]}""", Assert.Single(handler.Requests).Body);
    }

    [Fact]
    public async Task Options_are_sent()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":[{"index":0,"embedding":[1]}]}""");
        using TogetherClient client = Calls.Client(handler);
        GeneratedEmbeddings<Embedding<float>> embeddings = await client.AsEmbeddingGenerator("m")
            .GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "other", Dimensions = 1, AdditionalProperties = new() { ["user"] = "u" } });

        Assert.Null(embeddings.Usage);
        Assert.Null(embeddings[0].ModelId);
        Wire.Same("""{"model":"other","input":["a"],"dimensions":1,"user":"u"}""", handler.Requests[0].Body);
    }

    [Fact]
    public async Task A_raw_request_comes_first()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"data":[{"index":0,"embedding":[1]}]}""");
        using TogetherClient client = Calls.Client(handler);
        await client.AsEmbeddingGenerator("m").GenerateAsync(["a"], new EmbeddingGenerationOptions
        {
            ModelId = "other",
            Dimensions = 2,
            RawRepresentationFactory = _ => new EmbeddingRequest { Model = "raw", Input = "ignored", ExtraBody = new JsonObject { ["dimensions"] = 1 } },
        });
        Wire.Same("""{"model":"raw","input":["a"],"dimensions":1}""", handler.Requests[0].Body);
    }

    [Fact]
    public async Task No_texts_are_no_request()
    {
        FakeHandler handler = new();
        using TogetherClient client = Calls.Client(handler);
        Assert.Empty(await client.AsEmbeddingGenerator("m").GenerateAsync([]));
        Assert.Empty(handler.Requests);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]}""")]
    [InlineData("""{"data":[{"index":1,"embedding":[1]},{"index":2,"embedding":[2]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[2]},{"index":2,"embedding":[3]}]}""")]
    public async Task Vectors_that_cannot_be_told_apart_are_refused(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.AsEmbeddingGenerator("m").GenerateAsync(["a", "b"]));
    }

    [Fact]
    public void What_is_inside_can_be_had()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        using IEmbeddingGenerator<string, Embedding<float>> adapter = client.AsEmbeddingGenerator("m");
        EmbeddingGeneratorMetadata metadata = adapter.GetService<EmbeddingGeneratorMetadata>()!;

        Assert.Equal(("together_ai", "https://example.test/", "m"), (metadata.ProviderName, metadata.ProviderUri!.AbsoluteUri, metadata.DefaultModelId));
        Assert.Same(client, adapter.GetService<TogetherClient>());
        Assert.Same(client.Embeddings, adapter.GetService<EmbeddingsClient>());
        Assert.Same(adapter, adapter.GetService<IEmbeddingGenerator>());
        Assert.Null(adapter.GetService(typeof(TogetherClient), "key"));
    }
}
