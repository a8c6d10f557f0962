using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Rerank;

/// <summary>Documents by relevance: what is sent, what is read, and what is refused.</summary>
public class RerankTests
{
    [Fact]
    public async Task Every_field_is_sent()
    {
        SentRequest sent = await SentAsync(new RerankRequest
        {
            Model = "Salesforce/Llama-Rank-v1",
            Query = "animals near Peru?",
            Documents = [new JsonObject { ["title"] = "Llama", ["legs"] = 4 }, new JsonObject { ["title"] = "Panda" }],
            TopN = 1,
            ReturnDocuments = true,
            RankFields = ["title", "text"],
            ExtraBody = new JsonObject { ["user"] = "u" },
        });

        Assert.Equal(("POST", "https://example.test/v1/rerank"), (sent.Method, sent.Uri.AbsoluteUri));
        Wire.Same(
            """
            {"model":"Salesforce/Llama-Rank-v1","query":"animals near Peru?","documents":[{"title":"Llama","legs":4},{"title":"Panda"}],
             "top_n":1,"return_documents":true,"rank_fields":["title","text"],"user":"u"}
            """,
            sent.Body);
    }

    [Fact]
    public async Task Texts_are_sent_as_strings() => Wire.Same(
        """{"model":"m","query":"q","documents":["a","b"]}""",
        (await SentAsync(new RerankRequest { Model = "m", Query = "q", Documents = ["a", "b"] })).Body);

    [Fact]
    public void A_document_is_copied_and_must_be_a_text_or_an_object()
    {
        JsonObject fields = new() { ["a"] = 1 };
        RerankDocument document = fields;
        fields["a"] = 2;

        Assert.Equal(("{\"a\":1}", null), (document.ToString(), document.Text));
        Assert.Equal("x", RerankDocument.FromText("x").ToString());
        Assert.Throws<ArgumentException>(() => RerankDocument.FromFields(JsonElement.Parse("[1]")));
        Assert.Throws<ArgumentNullException>(() => RerankDocument.FromText(null!));
    }

    [Fact]
    public void A_request_is_read_as_it_was_written()
    {
        const string Json = """{"model":"m","query":"q","documents":["a",{"b":[1,null]}],"later":true}""";
        Wire.Same(Json, Wire.RoundTrip(Json, TogetherJsonContext.Default.RerankRequest));
        Assert.Throws<JsonException>(() => Wire.RoundTrip("""{"model":"m","query":"q","documents":[7]}""", TogetherJsonContext.Default.RerankRequest));
    }

    [Fact]
    public async Task Every_field_of_the_answer_is_read_and_written_again()
    {
        const string Json =
            """
            {"object":"rerank","id":"9dfa1a09","model":"salesforce/turboranker-0.8","results":[
              {"index":2,"relevance_score":0.29980177813003117,"document":{"text":"{\"title\":\"Llama\"}","lang":"en"},"rank":1},
              {"index":0,"relevance_score":-1e-9,"document":{"text":null}}],
             "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6},"took":3}
            """;
        RerankResponse answer = await AnsweredAsync(Json);

        Assert.Equal(("rerank", "9dfa1a09", "salesforce/turboranker-0.8"), (answer.Object, answer.Id, answer.Model));
        Assert.Equal([(2, 0.29980177813003117, "{\"title\":\"Llama\"}"), (0, -1e-9, null)], answer.Results.Select(result => (result.Index, result.RelevanceScore, result.Document?.Text)));
        Assert.Equal((5, 1, 6), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens, answer.Usage.TotalTokens));
        Assert.Equal(["took", "rank", "lang"], [.. answer.UnknownFields.Keys, .. answer.Results[0].UnknownFields.Keys, .. answer.Results[0].Document!.UnknownFields.Keys]);
        Wire.Same(Json.Replace(""","document":{"text":null}""", ""","document":{}""", StringComparison.Ordinal), Wire.Serialize(answer, TogetherJsonContext.Default.RerankResponse));
    }

    [Fact]
    public async Task A_document_that_is_not_repeated_is_null() =>
        Assert.Null((await AnsweredAsync("""{"object":"rerank","model":"m","results":[{"index":0,"relevance_score":1}],"usage":null}""")).Results[0].Document);

    [Theory]
    [InlineData("""{"results":[null]}""")]
    [InlineData("""{"results":{}}""")]
    [InlineData("""{"results":[{"index":"first"}]}""")]
    [InlineData("""{"results":[{"relevance_score":null}]}""")]
    [InlineData("""{"results":[{"document":"text"}]}""")]
    public async Task Anything_else_is_told_as_an_answer_that_breaks_its_promise(string json) =>
        await Assert.ThrowsAsync<TogetherResponseException>(() => AnsweredAsync(json));

    private static async Task<SentRequest> SentAsync(RerankRequest request)
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"object":"rerank","model":"m","results":[]}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Rerank.CreateAsync(request);
        return Assert.Single(handler.Requests);
    }

    private static async Task<RerankResponse> AnsweredAsync(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await client.Rerank.CreateAsync(new RerankRequest { Model = "m", Query = "?", Documents = ["a"] });
    }
}
