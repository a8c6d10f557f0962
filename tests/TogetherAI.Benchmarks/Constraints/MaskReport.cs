using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Decoding;

namespace TogetherAI.Benchmarks.Constraints;

/// <summary>What it costs to hold a model with a large vocabulary to a schema, and to refuse a hostile one.</summary>
internal static class MaskReport
{
    private const int Outputs = 40, MostTokens = 80, Runs = 6;

    private static readonly (string Name, string Schema)[] s_schemas =
    [
        ("person", """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}}},"required":["name","age","tags"]}"""),
        ("order", """{"type":"object","properties":{"id":{"type":"string","format":"uuid"},"status":{"enum":["open","paid","sent","lost"]},"total":{"type":"number","minimum":0,"maximum":10000},"lines":{"type":"array","minItems":1,"maxItems":5,"items":{"type":"object","properties":{"sku":{"type":"string","pattern":"^[A-Z]{3}-[0-9]{4}$"},"count":{"type":"integer","minimum":1,"maximum":99}},"required":["sku","count"]}}},"required":["id","status","total","lines"]}"""),
        ("short text", """{"type":"object","properties":{"title":{"type":"string","minLength":1,"maxLength":80},"body":{"type":"string","maxLength":400}},"required":["title","body"]}"""),
        ("tree", """{"$defs":{"node":{"type":"object","properties":{"value":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/node"},"maxItems":3}},"required":["value","children"]}},"$ref":"#/$defs/node"}"""),
        ("shapes", """{"type":"object","properties":{"shape":{"oneOf":[{"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},{"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]},"date":{"type":"string","format":"date"}},"required":["shape","date"]}"""),
        ("any object", """{"type":"object"}"""),
        ("map", """{"type":"object","additionalProperties":{"type":"integer"},"minProperties":2}"""),
        ("distinct", """{"type":"array","uniqueItems":true,"minItems":2,"items":{"type":"object","properties":{"name":{"type":"string"},"level":{"enum":["low","high"]}},"required":["name"]}}"""),
    ];

    private static readonly (string Name, string Schema)[] s_bombs =
    [
        ("nested repetition", """{"pattern":"((a{1,100}){1,100}){1,100}"}"""),
        ("many states", """{"pattern":"(a|b)*a(a|b){30}"}"""),
        ("nested groups", "{\"pattern\":\"" + new string('(', 5000) + new string(')', 5000) + "\"}"),
        ("alternatives multiplied", "{\"allOf\":[" + string.Join(',', Enumerable.Range(0, 30).Select(static i => $$"""{"anyOf":[{"required":["a{{i}}"]},{"required":["b{{i}}"]},{"required":["c{{i}}"]}]}""")) + "]}"),
        ("one of many", "{\"oneOf\":[" + string.Join(',', Enumerable.Range(0, 60).Select(static i => $$$"""{"properties":{"a{{{i}}}":{"type":"string"} } }""")) + "]}"),
        ("deep", string.Concat(Enumerable.Repeat("{\"items\":", 500)) + "{}" + new string('}', 500)),
        ("long list of references", "{\"$defs\":{" + string.Join(',', Enumerable.Range(0, 2000).Select(static i => $$$"""  "d{{{i}}}":{"anyOf":[{"$ref":"#/$defs/d{{{i + 1}}}"},{"$ref":"#/$defs/d{{{i + 1}}}"}]}""")) + ",\"d2000\":{}},\"$ref\":\"#/$defs/d0\"}"),
        ("never ends", """{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}"""),
    ];

    public static async Task PrintAsync(TextWriter report)
    {
        byte[][] vocabulary = SyntheticVocabulary.Make();
        long started = Stopwatch.GetTimestamp();
        TokenTable table = new(vocabulary.Length, id => vocabulary[id]);
        await report.WriteLineAsync(Invariant($"{vocabulary.Length} tokens made ready in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, once for a model"));

        List<double> all = [];
        double worst = 0;
        foreach ((string name, string schema) in s_schemas)
        {
            (double[] masks, double tokens, double compile) = Measure(table, vocabulary, schema);
            all.AddRange(masks);
            worst = Math.Max(worst, masks.Average());
            await report.WriteLineAsync(Invariant(
                $"{name}: compiled in {compile:F2} ms; mask mean {masks.Average():F1} µs, p50 {At(masks, 0.5):F1}, p99 {At(masks, 0.99):F0}, worst {masks[^1]:F0} µs over {masks.Length} tokens, {tokens:F0} an output"));
        }

        await report.WriteLineAsync(Invariant($"{(worst <= 50 ? "met" : "NOT MET")} mask-mean of the dearest schema {worst:F1} µs (goal ≤ 50)"));
        double[] every = [.. all.Order()];
        await report.WriteLineAsync(Invariant($"{(every.Average() <= 50 ? "met" : "NOT MET")} mask-mean {every.Average():F1} µs (goal ≤ 50)"));
        await report.WriteLineAsync(Invariant($"{(At(every, 0.99) <= 1000 ? "met" : "NOT MET")} mask-p99 {At(every, 0.99):F0} µs (goal ≤ 1000)"));
        await PrintBombsAsync(report);
    }

    private static async Task PrintBombsAsync(TextWriter report)
    {
        foreach ((string name, string schema) in s_bombs)
        {
            using JsonDocument json = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 2000 });
            (double milliseconds, double megabytes, string answer) = (double.MaxValue, 0, "");
            for (int i = 0; i < Runs; i++)
            {
                long bytes = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
                try
                {
                    _ = JsonSchemaConstraint.Parse(json.RootElement).Start;
                    answer = "taken";
                }
                catch (UnsupportedSchemaException)
                {
                    answer = "refused";
                }

                milliseconds = Math.Min(milliseconds, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                megabytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1e6;
            }

            await report.WriteLineAsync(Invariant($"{(milliseconds <= 100 && megabytes <= 64 ? "met" : "NOT MET")} bomb \"{name}\" {answer} in {milliseconds:F1} ms, {megabytes:F1} MB allocated (goal ≤ 100 ms, 64 MB)"));
        }
    }

    /// <summary>The least that each token took in several runs, each with a constraint of its own: others use the machine too.</summary>
    private static (double[] Masks, double Tokens, double Compile) Measure(TokenTable table, byte[][] vocabulary, string schema)
    {
        List<double> least = Run(table, vocabulary, schema, out double compile);
        for (int i = 1; i < Runs; i++)
        {
            List<double> again = Run(table, vocabulary, schema, out double time);
            compile = Math.Min(compile, time);
            for (int token = 0; token < least.Count; token++)
                least[token] = Math.Min(least[token], again[token]);
        }

        return ([.. least.Order()], least.Count / (double)Outputs, compile);
    }

    /// <summary>Outputs one after the other under one constraint, each token drawn by chance from those allowed.</summary>
    private static List<double> Run(TokenTable table, byte[][] vocabulary, string schema, out double compile)
    {
        using JsonDocument json = JsonDocument.Parse(schema);
        long before = Stopwatch.GetTimestamp();
        JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(json.RootElement);
        _ = constraint.Start;
        compile = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        List<double> masks = [];
        List<int> choices = [];
        for (int output = 0; output < Outputs; output++)
        {
            Random random = new(output);
            ConstraintState state = constraint.Start;
            List<byte> text = [];
            for (int token = 0; token < MostTokens && !state.IsClosed; token++)
            {
                long started = Stopwatch.GetTimestamp();
                ulong[] mask = table.Allowed(state);
                masks.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                choices.Clear();
                for (int word = 0; word < mask.Length; word++)
                {
                    for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
                        choices.Add((word << 6) | BitOperations.TrailingZeroCount(bits));
                }

                // A string ends about as often as one that a model writes.
                int id = random.Next(8) == 0 && (mask['"' >> 6] >> '"' & 1) != 0 ? '"' : choices[random.Next(choices.Count)];
                foreach (byte next in vocabulary[id])
                {
                    text.Add(next);
                    state = state.After(next)!.Settle(text.ToArray());
                }
            }
        }

        return masks;
    }

    private static double At(double[] ordered, double share) => ordered[(int)(ordered.Length * share)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
