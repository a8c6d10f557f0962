using System.Net;
using System.Text.Json;

namespace TogetherAI.Local.Tests.Wire;

public sealed class ErrorShapeTests : IAsyncLifetime
{
    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync()
    {
        _local = await Hosts.StartAsync();
        _local.Chat.Always().Reply("never reached");
    }

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("\"text\"", null)]
    [InlineData("""{"model":"m","model":"n","messages":[{"role":"user","content":"x"}]}""", null)]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":5,"messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"\ud800","messages":[{"role":"user","content":"x"}]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":"hello"}""", "messages")]
    [InlineData("""{"model":"m","messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":["hello"]}""", "messages[0]")]
    [InlineData("""{"model":"m","messages":[{"content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"king","content":"x"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"},{"role":"user","content":5}]}""", "messages[1].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"text":"x"}]}]}""", "messages[0].content[0].type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{}]}]}""", "messages[0].tool_calls[0].function")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]}""", "tools[0].function.name")]
    public async Task A_body_that_makes_no_sense_is_an_error_that_names_the_field(string body, string? param) =>
        await AssertInvalid(body, param);

    [Theory]
    [InlineData("stream", "\"yes\"")]
    [InlineData("n", "0")]
    [InlineData("n", "129")]
    [InlineData("n", "1.5")]
    [InlineData("max_tokens", "0")]
    [InlineData("max_tokens", "\"8\"")]
    [InlineData("max_tokens", "99999999999")]
    [InlineData("stop", "5")]
    [InlineData("stop[1]", "[\"a\",1]")]
    [InlineData("temperature", "-0.1")]
    [InlineData("temperature", "2.1")]
    [InlineData("temperature", "\"hot\"")]
    [InlineData("top_p", "1.1")]
    [InlineData("top_k", "-2")]
    [InlineData("min_p", "-1")]
    [InlineData("repetition_penalty", "0")]
    [InlineData("presence_penalty", "2.5")]
    [InlineData("frequency_penalty", "-2.5")]
    [InlineData("logit_bias", "[]")]
    [InlineData("logit_bias", "{\"fox\":1}")]
    [InlineData("logit_bias.5", "{\"5\":1000}")]
    [InlineData("seed", "\"abc\"")]
    [InlineData("logprobs", "true")]
    [InlineData("logprobs", "21")]
    [InlineData("echo", "1")]
    [InlineData("context_length_exceeded_behavior", "\"explode\"")]
    [InlineData("chat_template_kwargs", "5")]
    [InlineData("tools", "{}")]
    [InlineData("response_format", "\"json\"")]
    public async Task A_value_of_the_wrong_type_or_out_of_bounds_is_an_error_that_names_the_field(string param, string value) =>
        await AssertInvalid(
            $$"""{"model":"m","messages":[{"role":"user","content":"x"}],"{{param.Split('.', '[')[0]}}":{{value}}}""", param);

    [Fact]
    public async Task The_error_object_is_the_services()
    {
        (_, string body) = await _local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"x"}],"n":0}""");
        Assert.Equal(
            """{"error":{"message":"n must be an integer between 1 and 128; it is 0.","type":"invalid_request_error","param":"n","code":null}}""", body);
    }

    [Theory]
    [InlineData("\"prompt_cache_key\":\"k\"")]
    [InlineData("\"stream_options\":{\"include_usage\":true}")]
    [InlineData("\"user\":5,\"safety_model\":\"s\",\"reasoning_effort\":\"low\",\"compliance\":\"hipaa\"")]
    [InlineData("\"temperature\":null,\"max_tokens\":null,\"stop\":null,\"logprobs\":null,\"tools\":null,\"tool_choice\":null,\"response_format\":null")]
    [InlineData("\"seed\":15158565520978651000")]
    [InlineData("\"stop\":\"one\"")]
    public async Task Unknown_fields_and_nulls_are_tolerated(string fields)
    {
        (int status, _) = await _local.ChatAsync($$"""{"model":"m","messages":[{"role":"user","content":"x"}],{{fields}}}""");
        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions")]
    [InlineData("POST", "/v1/models")]
    [InlineData("GET", "/v1/nothing/here")]
    [InlineData("GET", "/v2/projects")]
    public async Task A_path_that_does_not_exist_is_404_in_the_same_shape(string method, string path)
    {
        using HttpClient http = _local.CreateHttpClient();
        using HttpResponseMessage response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            $$$"""{"error":{"message":"There is no {{{method}}} {{{path}}} here.","type":"invalid_request_error","param":null,"code":null}}""",
            await response.Content.ReadAsStringAsync());
        Assert.Single(_local.Requests);
    }

    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task A_body_that_is_too_large_is_413(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, static o => o.MaxRequestBodySize = 100);
        (int status, string body) = await local.ChatAsync(new string(' ', 101));
        Assert.Equal(413, status);
        Assert.Equal(
            """{"error":{"message":"The request body is larger than 100 bytes.","type":"invalid_request_error","param":null,"code":null}}""", body);
    }

    [Fact]
    public async Task A_fault_of_ones_own_code_is_500_with_its_message()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        local.Chat.Always().Reply(static _ => throw new InvalidDataException("the script is broken"));
        (int status, string body) = await local.ChatAsync("""{"model":"m","messages":[{"role":"user","content":"x"}]}""");
        Assert.Equal(500, status);
        Assert.Equal(
            """{"error":{"message":"InvalidDataException: the script is broken","type":"server_error","param":null,"code":null}}""", body);
    }

    private async Task AssertInvalid(string request, string? param)
    {
        (int status, string body) = await _local.ChatAsync(request);
        Assert.Equal(400, status);
        using JsonDocument json = JsonDocument.Parse(body);
        JsonElement error = json.RootElement.GetProperty("error");
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("code").ValueKind);
        if (param is not null)
            Assert.Contains(param, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
