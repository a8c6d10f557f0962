using System.Text.Json;
using System.Text.RegularExpressions;

namespace TogetherAI.Local.Tests.Wire;

public sealed partial class EmbeddingsShapeTests : IAsyncLifetime
{
    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task One_text()
    {
        (int status, string body) = await EmbedAsync("\"Hello\"");
        Assert.Equal(200, status);
        Assert.Equal("""{"object":"list","model":"tai-tiny","data":[{"embedding":[…],"index":0,"object":"embedding"}]}""", Numbers().Replace(body, "[…]"));
    }

    [Fact]
    public async Task A_list_of_texts_gives_each_its_own_vector_of_length_1()
    {
        (_, string body) = await EmbedAsync("""["The cat sleeps.","A dog barks.","The cat sleeps."]""");
        Assert.Equal(
            """{"object":"list","model":"tai-tiny","data":[{"embedding":[…],"index":0,"object":"embedding"},{"embedding":[…],"index":1,"object":"embedding"},{"embedding":[…],"index":2,"object":"embedding"}]}""",
            Numbers().Replace(body, "[…]"));
        float[][] vectors = Vectors(body);
        Assert.All(vectors, static vector => Assert.Equal(256, vector.Length));
        Assert.All(vectors, static vector => Assert.Equal(1, vector.Sum(static one => (double)one * one), 5));
        Assert.Equal(vectors[0], vectors[2]);
        Assert.NotEqual(vectors[0], vectors[1]);

        // Alone, and on another server: the same.
        await using LocalTogether other = await Hosts.StartAsync();
        (_, string alone) = await other.PostAsync("/v1/embeddings", """{"model":"tai-tiny","input":"A dog barks."}""");
        Assert.Equal(vectors[1], Vectors(alone)[0]);
    }

    [Theory]
    [InlineData("""{"input":"x"}""", "model", null)]
    [InlineData("""{"model":"tai-tiny"}""", "input", null)]
    [InlineData("""{"model":"tai-tiny","input":5}""", "input", null)]
    [InlineData("""{"model":"tai-tiny","input":[]}""", "input", null)]
    [InlineData("""{"model":"tai-tiny","input":["x",[1,2]]}""", "input[1]", null)]
    [InlineData("""{"model":"tai-tiny","input":["x",""]}""", "input[1]", null)]
    [InlineData("""{"model":"tai-tiny","input":""}""", "input", null)]
    public Task A_request_that_makes_no_sense_names_the_field(string request, string param, string? code) => AssertInvalid(request, param, code);

    [Fact]
    public async Task Too_much_is_refused()
    {
        await AssertInvalid($$"""{"model":"tai-tiny","input":[{{string.Join(',', Enumerable.Repeat("\"x\"", 2049))}}]}""", "input", null);
        string text = string.Concat(Enumerable.Repeat("one two ", 1000));
        await AssertInvalid($$"""{"model":"tai-tiny","input":"{{text}}"}""", "input", "context_length_exceeded");
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_404()
    {
        (int status, string body) = await _local.PostAsync("/v1/embeddings", """{"model":"BAAI/bge-large-en-v1.5","input":"x"}""");
        Assert.Equal((404, "model_not_available"), (status, JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task It_can_be_made_to_fail_and_is_logged()
    {
        Fault fault = _local.Faults.OnEmbeddings().Times(1).Respond(429);
        Assert.Equal(429, (await EmbedAsync("\"x\"")).Status);
        Assert.Equal(200, (await EmbedAsync("\"x\"")).Status);
        Assert.Equal(1, fault.Hits);
        Assert.Equal(["POST /v1/embeddings tai-tiny 429", "POST /v1/embeddings tai-tiny 200"], _local.Requests.Select(static request => request.ToString()));
    }

    private static float[][] Vectors(string body) =>
        [.. JsonElement.Parse(body).GetProperty("data").EnumerateArray().Select(static one => one.GetProperty("embedding").EnumerateArray().Select(static x => x.GetSingle()).ToArray())];

    private Task<(int Status, string Body)> EmbedAsync(string input) => _local.PostAsync("/v1/embeddings", $$"""{"model":"tai-tiny","input":{{input}}}""");

    private async Task AssertInvalid(string request, string param, string? code)
    {
        (int status, string body) = await _local.PostAsync("/v1/embeddings", request);
        Assert.Equal(400, status);
        JsonElement error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal((param, code), (error.GetProperty("param").GetString(), error.GetProperty("code").GetString()));
    }

    [GeneratedRegex(@"\[-?[0-9][-0-9.,Ee+]*\]")]
    private static partial Regex Numbers();
}
