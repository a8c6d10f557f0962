using System.Text.Json;

namespace TogetherAI.Local.Tests.Wire;

public sealed class CompletionShapeTests : IAsyncLifetime
{
    private const string Prompt = """<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n""";

    private LocalTogether _local = null!;

    public async ValueTask InitializeAsync() => _local = await Hosts.StartAsync();

    public ValueTask DisposeAsync() => _local.DisposeAsync();

    [Fact]
    public async Task An_answer_in_one_piece()
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", $$"""{"model":"tai-tiny","prompt":"{{Prompt}}","seed":5,"max_tokens":64}""");
        Assert.Equal(200, status);
        JsonElement usage = JsonElement.Parse(body).GetProperty("usage");
        Assert.Equal(
            $$$"""{"id":"local-1","object":"text.completion","created":1767225600,"model":"tai-tiny","prompt":[],"choices":[{"index":0,"text":"The capital of France is Paris.","finish_reason":"eos","seed":5,"logprobs":null}],"usage":{{{usage.GetRawText()}}}}""",
            body);
    }

    [Fact]
    public async Task A_chunk_says_its_token_and_its_end_at_the_top()
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", $$"""{"model":"tai-tiny","prompt":"{{Prompt}}","seed":5,"max_tokens":2,"stream":true}""");
        Assert.Equal(200, status);
        string[] frames = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, frames.Length);
        JsonElement first = JsonElement.Parse(frames[0]["data: ".Length..]);
        JsonElement token = first.GetProperty("token");
        int id = token.GetProperty("id").GetInt32();
        Assert.Equal(
            $$$"""data: {"id":"local-1","object":"completion.chunk","created":1767225600,"token":{"id":{{{id}}},"text":"The","logprob":{{{token.GetProperty("logprob").GetRawText()}}},"special":false},"choices":[{"text":"The","index":0,"delta":{"role":"assistant","content":"The","token_id":{{{id}}}}}],"usage":null,"finish_reason":null}""",
            frames[0]);
        JsonElement last = JsonElement.Parse(frames[1]["data: ".Length..]);
        Assert.Equal("length", last.GetProperty("finish_reason").GetString());
        Assert.Equal(5, last.GetProperty("seed").GetInt64());
        Assert.Equal(2, last.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal("data: [DONE]", frames[2]);
    }

    [Fact]
    public async Task An_empty_prompt_begins_a_text()
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", """{"model":"tai-tiny","prompt":"","max_tokens":1}""");
        Assert.Equal(200, status);
        Assert.Equal(1, JsonElement.Parse(body).GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"tai-tiny"}""", "prompt")]
    [InlineData("""{"model":"tai-tiny","prompt":["a"]}""", "prompt")]
    [InlineData("""{"model":"tai-tiny","prompt":"a","stop":[""]}""", "stop")]
    [InlineData("""{"model":"tai-tiny","prompt":"a","logit_bias":{"2048":1}}""", "logit_bias.2048")]
    public async Task What_makes_no_sense_is_an_error_that_names_the_field(string request, string param)
    {
        (int status, string body) = await _local.PostAsync("/v1/completions", request);
        Assert.Equal(400, status);
        Assert.Equal(param, JsonElement.Parse(body).GetProperty("error").GetProperty("param").GetString());
    }
}
