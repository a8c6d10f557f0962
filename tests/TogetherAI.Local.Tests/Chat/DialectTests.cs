using System.Text.Json;
using System.Text.RegularExpressions;
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
    [InlineData("<parameter=", true)]
    [InlineData("<parameter=", false)]
    [InlineData("<arg_key>", true)]
    [InlineData("<|tool_call>", true)]
    public async Task A_forced_call_is_found_whole(string sign, bool several)
    {
        Dialect dialect = Dialect.Of($"{{{{ '{sign}' }}}}");
        Assert.Equal(sign, dialect.Sign);
        OutputConstraint constraint = dialect.Calls(
        [
            Function("get_weather", """{"type":"object","properties":{"city":{"enum":["Paris","Rome"],"type":"string"},"days":{"type":"integer"},"alert":{"type":"boolean"}},"required":["city"]}"""),
            Function("now", """{"type":"object","properties":{}}"""),
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
            foreach (string arguments in Arguments(events))
            {
                JsonElement json = JsonElement.Parse(arguments);
                if (json.TryGetProperty("city", out JsonElement city))
                    Assert.Contains(city.GetString(), (string[])["Paris", "Rome"]);
                if (json.TryGetProperty("days", out JsonElement days))
                    Assert.Equal(JsonValueKind.Number, days.ValueKind);
            }
        }

        Assert.True(ended > 0, "No output ended.");
    }

    [Theory]
    [InlineData("<parameter=", """{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""", true)]
    [InlineData("<parameter=", """{"type":"object","properties":{"text":{"type":"string","pattern":"^a$"}},"required":["text"]}""", false)]
    [InlineData("<arg_key>", """{"type":"object","properties":{"list":{"type":"array","items":{"type":"string"},"maxItems":2}},"required":["list"]}""", true)]
    [InlineData("<arg_key>", """{"type":"object","$defs":{"t":{"type":"integer"}},"properties":{"n":{"$ref":"#/$defs/t"}}}""", false)]
    [InlineData("<parameter=", """{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}""", true)]
    [InlineData("<parameter=", """{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"l":{"type":"array","items":[{"type":"integer"}]}},"required":["l"]}""", false)]
    [InlineData("<parameter=", """{"type":"object","properties":{"n":{"type":"integer","minimum":2,"maximum":1}}}""", false)]
    [InlineData("<arg_key>", """{"type":"object","minProperties":1,"additionalProperties":{"type":"integer"}}""", false)]
    public async Task What_marks_cannot_say_is_said_in_JSON(string sign, string parameters, bool inMarks)
    {
        Dialect dialect = Dialect.Of($"{{{{ '{sign}' }}}}");
        string text = await GenerateAsync(dialect.Calls([Function("f", parameters)], several: false), seed: 1);
        Assert.StartsWith(inMarks ? sign == "<arg_key>" ? "<tool_call>f\n" : "<tool_call>\n<function=f>\n" : "<tool_call>\n{\"name\": \"f\", ", text, StringComparison.Ordinal);
        SpeechParser parser = new(dialect, findCalls: true);
        parser.Append(text);
        Assert.Equal(1, parser.Calls);
    }

    /// <summary>Markup in particular, which ends as marks do.</summary>
    [Theory]
    [InlineData("</parameter>")]
    [InlineData("</arg_value>")]
    public void A_text_between_marks_may_hold_all_but_the_mark_that_ends_it(string mark)
    {
        string pattern = MarkedConstraint.Without(mark);
        Assert.NotNull(RegexConstraint.Parse(pattern));
        Regex whole = new($"^(?:{pattern})\\z", RegexOptions.NonBacktracking);
        Assert.Matches(whole, "<p>a</p><a href='/'>b</a></param></arg>\n<</");
        string[] parts = ["a", "<", "/", "</", ">", "\n", "</p>", "</a>", mark, mark[1..], mark[..^1], mark[..5]];
        Random random = new(7);
        for (int i = 0; i < 5000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.True(whole.IsMatch(text) != text.Contains(mark, StringComparison.Ordinal), text);
        }
    }

    private async Task<string> GenerateAsync(OutputConstraint constraint, ulong seed)
    {
        string text = "";
        await foreach (GenerationStep step in _engine.GenerateAsync(new GenerationRequest
        {
            Prompt = [5], MaxTokens = 200, Sampling = new SamplingOptions { Temperature = 1, Seed = seed }, Constraint = constraint,
        }))
            text += step.Text;
        return text;
    }

    private static CallableFunction Function(string name, string parameters) =>
        new(name, JsonElement.Parse(parameters), JsonSchemaConstraint.Parse(JsonElement.Parse(parameters)));

    private static IEnumerable<string> Arguments(IEnumerable<SpeechEvent> events)
    {
        string? arguments = null;
        foreach (SpeechEvent one in events)
        {
            if (one.Kind == SpeechKind.CallBegins)
            {
                if (arguments is not null)
                    yield return arguments;
                arguments = "";
            }
            else if (one.Kind == SpeechKind.Arguments)
            {
                arguments += one.Value;
            }
        }

        yield return arguments!;
    }
}
