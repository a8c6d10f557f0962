using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Completions;

/// <summary>Requests, held to the JSON they are sent as.</summary>
public class CompletionRequestTests
{
    private const string Answer = """{"id":"c1","object":"text.completion","created":1,"model":"m","choices":[{"text":"ok","finish_reason":"stop"}]}""";

    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);

        await client.Completions.CreateAsync(new CompletionRequest
        {
            Model = "mistralai/Mistral-7B-v0.1",
            Prompt = "The capital of France is",
            MaxTokens = 8,
            Stop = ["."],
            Temperature = 0,
            TopP = 0.9,
            TopK = 40,
            MinP = 0.05,
            RepetitionPenalty = 1.1,
            PresencePenalty = -0.5,
            FrequencyPenalty = 0.25,
            LogitBias = new Dictionary<string, double> { ["105"] = 21.4 },
            Seed = -1,
            N = 2,
            LogProbs = 0,
            Echo = true,
            SafetyModel = "Meta-Llama/Llama-Guard-7b",
            ExtraBody = new JsonObject { ["prompt_cache_key"] = "geo" },
        });

        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("POST", "https://example.test/v1/completions"), (sent.Method, sent.Uri.AbsoluteUri));
        Assert.Equal("Bearer sk-secret", sent.Headers["Authorization"]);
        Wire.Same(
            """
            {
              "model": "mistralai/Mistral-7B-v0.1",
              "prompt": "The capital of France is",
              "max_tokens": 8,
              "stop": ["."],
              "temperature": 0,
              "top_p": 0.9,
              "top_k": 40,
              "min_p": 0.05,
              "repetition_penalty": 1.1,
              "presence_penalty": -0.5,
              "frequency_penalty": 0.25,
              "logit_bias": {"105":21.4},
              "seed": -1,
              "n": 2,
              "logprobs": 0,
              "echo": true,
              "safety_model": "Meta-Llama/Llama-Guard-7b",
              "prompt_cache_key": "geo"
            }
            """,
            sent.Body);
    }

    [Fact]
    public async Task A_stream_is_asked_for_in_the_body_with_the_clients_limit()
    {
        FakeHandler handler = new FakeHandler().ThenSse("""{"choices":[{"index":0,"text":"ok"}],"finish_reason":"stop"}""", "[DONE]");
        using TogetherClient client = Calls.Client(handler, configure: options => options.DefaultMaxTokens = 64);
        await using CompletionStream stream = await client.Completions.StreamAsync(new CompletionRequest { Model = "m", Prompt = "Once" });

        Wire.Same("""{"model":"m","prompt":"Once","max_tokens":64,"stream":true}""", handler.Requests[0].Body);
    }

    [Fact]
    public async Task A_field_that_is_set_twice_is_refused_by_name()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => client.Completions.CreateAsync(
            new CompletionRequest { Model = "m", Prompt = "a", ExtraBody = new JsonObject { ["prompt"] = "b" } }));

        Assert.Contains("'prompt'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_request_is_no_call()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Completions.CreateAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Completions.StreamAsync(null!));
    }
}
