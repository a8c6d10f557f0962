using System.Text.Json;
using System.Text.RegularExpressions;

namespace TogetherAI.Local.Tests.Wire;

public sealed partial class RerankShapeTests : IAsyncLifetime
{
    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task The_likest_document_comes_first()
    {
        (int status, string body) = await RerankAsync(
            """{"model":"tai-tiny","query":"the cat sleeps","documents":["a red train","the cat sleeps","numbers"],"return_documents":true,"top_n":1}""");
        Assert.Equal(200, status);
        Assert.Equal(
            """{"object":"rerank","id":"local-1","model":"tai-tiny","results":[{"index":1,"relevance_score":1,"document":{"text":"the cat sleeps"}}],"usage":{"prompt_tokens":…,"completion_tokens":0,"total_tokens":…}}""",
            Blur(body));
    }

    [Fact]
    public async Task Without_a_limit_all_documents_come_back_by_index_alone_and_in_order()
    {
        (_, string body) = await RerankAsync("""{"model":"tai-tiny","query":"the cat","documents":["a red train","the cat","7"]}""");
        JsonElement[] results = [.. JsonElement.Parse(body).GetProperty("results").EnumerateArray()];
        Assert.Equal([0, 1, 2], results.Select(static one => one.GetProperty("index").GetInt32()).Order());
        Assert.Equal(1, results[0].GetProperty("index").GetInt32());
        Assert.All(results, static one => Assert.Equal("{}", one.GetProperty("document").GetRawText()));
        double[] scores = [.. results.Select(static one => one.GetProperty("relevance_score").GetDouble())];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, static score => Assert.InRange(score, -1.00001, 1.00001));
    }

    [Theory]
    [InlineData("""["title"]""", 0)]
    [InlineData("""["text"]""", 1)]
    public async Task Objects_are_ranked_by_the_fields_that_are_named_and_given_back_whole(string fields, int first)
    {
        (_, string body) = await RerankAsync(
            """{"model":"tai-tiny","query":"the cat sleeps","documents":[{"title":"the cat sleeps","text":"a red train"},{"title":"numbers","text":"the cat sleeps"}],"top_n":1,"return_documents":true,"rank_fields":"""
            + fields + "}");
        JsonElement result = JsonElement.Parse(body).GetProperty("results")[0];
        Assert.Equal(first, result.GetProperty("index").GetInt32());
        Assert.Equal(
            first == 0 ? """{"title":"the cat sleeps","text":"a red train"}""" : """{"title":"numbers","text":"the cat sleeps"}""",
            result.GetProperty("document").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("""{"query":"x","documents":["a"]}""", "model")]
    [InlineData("""{"model":"tai-tiny","documents":["a"]}""", "query")]
    [InlineData("""{"model":"tai-tiny","query":"","documents":["a"]}""", "query")]
    [InlineData("""{"model":"tai-tiny","query":"x"}""", "documents")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":"a"}""", "documents")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":[]}""", "documents")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":["a",5]}""", "documents[1]")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":["a",""]}""", "documents[1]")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":[{"a":"b"}],"rank_fields":["c"]}""", "documents[0]")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":["a"],"top_n":0}""", "top_n")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":["a"],"return_documents":1}""", "return_documents")]
    [InlineData("""{"model":"tai-tiny","query":"x","documents":["a"],"rank_fields":[1]}""", "rank_fields[0]")]
    public async Task A_request_that_makes_no_sense_names_the_field(string request, string param)
    {
        (int status, string body) = await RerankAsync(request);
        Assert.Equal(400, status);
        Assert.Equal(param, JsonElement.Parse(body).GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task It_can_be_made_to_fail()
    {
        _local.Faults.OnRerank().Respond(503);
        Assert.Equal(503, (await RerankAsync("{}")).Status);
    }

    private static string Blur(string body) =>
        Tokens().Replace(Score().Replace(body, "\"relevance_score\":1,"), "$1…");

    private Task<(int Status, string Body)> RerankAsync(string request) => _local.PostAsync("/v1/rerank", request);

    // The cosine of a text and itself, give or take a rounding.
    [GeneratedRegex("\"relevance_score\":(1|1\\.000000[0-9]*|0\\.999999[0-9]*),")]
    private static partial Regex Score();

    [GeneratedRegex("(\"(prompt|total)_tokens\":)[1-9][0-9]*")]
    private static partial Regex Tokens();
}
