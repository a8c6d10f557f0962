using System.Text.Json;

namespace TogetherAI.Tests.Models;

/// <summary>The list of models: what is asked, and both shapes of the answer.</summary>
public class ModelListTests
{
    private const string Llama =
        """
        {"id":"meta-llama/Llama-3.3-70B-Instruct-Turbo","object":"model","created":1733466629,"type":"chat","display_name":"Llama 3.3 70B",
         "organization":"Meta","link":"https://example.test/llama","license":"llama3.3","context_length":131072,"running":false,
         "config":{"stop":["<|eot_id|>"],"bos_token":"<|begin_of_text|>"},
         "pricing":{"hourly":0,"input":0.88,"output":0.88,"base":0,"finetune":1.5,"cached_input":0.2,"output_audio":3}}
        """;

    [Theory]
    [InlineData(null, "https://example.test/v1/models")]
    [InlineData(true, "https://example.test/v1/models?dedicated=true")]
    [InlineData(false, "https://example.test/v1/models?dedicated=false")]
    public async Task The_question_is_a_get_without_a_body(bool? dedicated, string address)
    {
        FakeHandler handler = new FakeHandler().ThenJson("[]");
        using TogetherClient client = Calls.Client(handler);
        ModelList models = await client.Models.ListAsync(dedicated is null ? null : new ModelListOptions { Dedicated = dedicated });

        Assert.Empty(models);
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("GET", address, null), (sent.Method, sent.Uri.AbsoluteUri, sent.Body));
        Assert.Equal("Bearer sk-secret", sent.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("[" + Llama + "]")]
    [InlineData("{\"object\":\"list\",\"data\":[" + Llama + "],\"has_more\":false}")]
    public async Task Both_shapes_are_read_and_written_as_they_came(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json, headers: ("x-request-id", "req-2")));
        ModelList models = await client.Models.ListAsync();

        ModelInfo model = Assert.Single(models);
        Assert.Same(model, models[0]);
        Assert.Equal("req-2", models.RequestId);
        Assert.Equal(("meta-llama/Llama-3.3-70B-Instruct-Turbo", "model", 1733466629), (model.Id, model.Object, model.Created));
        Assert.Equal((ModelType.Chat, "Llama 3.3 70B", "Meta"), (model.Type!.Value, model.DisplayName, model.Organization));
        Assert.Equal(("https://example.test/llama", "llama3.3", 131072), (model.Link, model.License, model.ContextLength!.Value));
        Assert.Equal((0m, 0.88m, 0.88m, 0m, 1.5m, 0.2m), Prices(model.Pricing!));
        Assert.Equal(["running", "config"], model.UnknownFields.Keys);
        Assert.Equal(["output_audio"], model.Pricing!.UnknownFields.Keys);
        Wire.Same(json, Wire.Serialize(models, TogetherJsonContext.Default.ModelList));
    }

    [Fact]
    public async Task A_server_that_tells_little_is_understood()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(
            """{"object":"list","data":[{"id":"tai-tiny","object":"model","created":1,"owned_by":"me"},{"id":"b","type":"transcribe","pricing":null,"context_length":null}]}"""));
        ModelList models = await client.Models.ListAsync();

        Assert.Equal(["tai-tiny", "b"], models.Select(model => model.Id));
        Assert.Equal([null, "transcribe"], models.Select(model => model.Type?.Value));
        Assert.All(models, model => Assert.Null(model.Pricing));
        Assert.All(models, model => Assert.Null(model.ContextLength));
    }

    [Fact]
    public void The_envelope_keeps_its_unknown_fields()
    {
        ModelList models = JsonSerializer.Deserialize("""{"next":{"page":2},"data":[]}""", TogetherJsonContext.Default.ModelList)!;

        Assert.Equal(2, models.UnknownFields["next"].GetProperty("page").GetInt32());
        Assert.Empty(models);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"object":"list"}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"error":{"message":"no"}}""")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("""[{"id":1}]""")]
    [InlineData("""[{"id":"a","pricing":{"input":1e400}}]""")]
    [InlineData("\"models\"")]
    [InlineData("7")]
    public async Task Anything_else_is_told_as_an_answer_that_breaks_its_promise(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Models.ListAsync());
    }

    private static (decimal?, decimal?, decimal?, decimal?, decimal?, decimal?) Prices(ModelPricing pricing) =>
        (pricing.Hourly, pricing.Input, pricing.Output, pricing.Base, pricing.Finetune, pricing.CachedInput);
}
