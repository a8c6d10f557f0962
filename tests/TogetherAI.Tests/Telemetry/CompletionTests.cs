using System.Diagnostics;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class CompletionTests
{
    private const string Model = "completion-telemetry-test";

    [Fact]
    public async Task A_completion_is_recorded_like_a_chat()
    {
        using SpanCollector spans = new(Model);
        using MeasurementCollector measured = new(Model);
        using TogetherClient client = Calls.Client(
            new FakeHandler().ThenJson(
                """{"id":"c1","object":"text.completion","created":1,"model":"served","choices":[{"index":0,"text":" Paris","finish_reason":"length"}],"usage":{"prompt_tokens":6,"completion_tokens":1,"total_tokens":7}}"""),
            new ManualTimeProvider(),
            options => options.Telemetry.RecordContent = true);
        await client.Completions.CreateAsync(new CompletionRequest { Model = Model, Prompt = "The capital of France is", MaxTokens = 1 });

        Activity span = spans.Single();
        Assert.Equal("text_completion completion-telemetry-test", span.DisplayName);
        Assert.Equal(1, span.GetTagItem("gen_ai.request.max_tokens"));
        Assert.Equal("c1", span.GetTagItem("gen_ai.response.id"));
        Assert.Equal(["length"], Assert.IsType<string[]>(span.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"The capital of France is"}]}]""", span.GetTagItem("gen_ai.input.messages"));
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":" Paris"}],"finish_reason":"length"}]""", span.GetTagItem("gen_ai.output.messages"));
        Assert.Equal(3, measured.Lines.Count);
    }
}
