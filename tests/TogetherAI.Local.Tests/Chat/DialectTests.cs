using System.Text.Json;
using TogetherAI.Engine;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Generation;
using TogetherAI.Local.Answers.Speech;

namespace TogetherAI.Local.Tests.Chat;

// The client has a type of this name too, and its namespace encloses this one.
using GenerationRequest = TogetherAI.Engine.Generation.GenerationRequest;

/// <summary>What a model is held to where it must call is what its family's parser finds.</summary>
public sealed class DialectTests : IDisposable
{
    private readonly LanguageModel _model = LanguageModel.Load(ModelFiles.FromResources(typeof(LocalTogether).Assembly, "tai-tiny", "tai-tiny"));
    private readonly GenerationEngine _engine;

    public DialectTests() => _engine = new GenerationEngine(_model, new GenerationEngineOptions { Threads = 1 });

    public void Dispose()
    {
        _engine.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData("<tool_call>", true)]
    [InlineData("<tool_call>", false)]
    [InlineData("<|start_header_id|>", true)]
    [InlineData("[TOOL_CALLS]", true)]
    [InlineData("<｜tool▁calls▁begin｜>", true)]
    [InlineData("<start_function_call>", true)]
    [InlineData("<|channel|>", true)]
    public async Task A_forced_call_is_found_whole(string sign, bool several)
    {
        Dialect dialect = Dialect.Of($"{{{{ '{sign}' }}}}");
        Assert.Equal(sign, dialect.Sign);
        OutputConstraint constraint = dialect.Calls(
        [
            ("get_weather", JsonSchemaConstraint.Parse(JsonElement.Parse("""{"type":"object","properties":{"city":{"enum":["Paris","Rome"]}},"required":["city"]}"""))),
            ("now", JsonSchemaConstraint.Parse(JsonElement.Parse("""{"type":"object","properties":{}}"""))),
        ], several);
        int ended = 0;
        for (ulong seed = 0; seed < 6 && ended < 2; seed++)
        {
            string text = "";
            StopReason? stop = null;
            await foreach (GenerationStep step in _engine.GenerateAsync(new TogetherAI.Engine.Generation.GenerationRequest
            {
                Prompt = [5], MaxTokens = 900, Sampling = new SamplingOptions { Temperature = 1, Seed = seed }, Constraint = constraint,
            }))
                (text, stop) = (text + step.Text, step.Stop);
            if (stop != StopReason.EndOfSequence)
                continue;
            ended++;
            SpeechParser parser = new(dialect, findCalls: true);
            SpeechEvent[] events = [.. parser.Append(text), .. parser.End()];
            Assert.DoesNotContain(events, static one => one.Kind is SpeechKind.Text or SpeechKind.Reasoning);
            Assert.True(parser.Calls >= 1 && (several || parser.Calls == 1), text);
            Assert.All(events.Where(static one => one.Kind == SpeechKind.CallBegins), static one => Assert.Contains(one.Value, (string[])["get_weather", "now"]));
        }

        Assert.True(ended > 0, "No output ended.");
    }
}
