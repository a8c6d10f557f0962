using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>A schema is untrusted input: what would take too much is refused before it has.</summary>
public class BombTests
{
    private const long MostBytes = 64_000_000;

    public static TheoryData<string> Bombs =>
    [
        """{"pattern":"((a{1,100}){1,100}){1,100}"}""",
        """{"pattern":"(a|b)*a(a|b){30}"}""",
        """{"pattern":"(x+x+)+y"}""",
        "{\"pattern\":\"" + new string('(', 5000) + new string(')', 5000) + "\"}",
        "{\"allOf\":[" + string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"anyOf":[{"required":["a{{i}}"]},{"required":["b{{i}}"]},{"required":["c{{i}}"]}]}""")) + "]}",
        "{\"oneOf\":[" + string.Join(',', Enumerable.Range(0, 60).Select(i => $$$"""{"properties":{"a{{{i}}}":{"type":"string"} } }""")) + "]}",
        string.Concat(Enumerable.Repeat("{\"items\":", 500)) + "{}" + new string('}', 500),
        "{\"$defs\":{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $$$""" "d{{{i}}}":{"anyOf":[{"$ref":"#/$defs/d{{{i + 1}}}"},{"$ref":"#/$defs/d{{{i + 1}}}"}]}""")) + ",\"d2000\":{}},\"$ref\":\"#/$defs/d0\"}",
        """{"minLength":262143,"pattern":"a"}""",
        "{\"pattern\":\"" + string.Concat(Enumerable.Repeat("(?=a", 60)) + new string(')', 60) + "\"}",
        """{"pattern":"^(?:(?=.*a.{9}b)(?!.*b.{7}a).)*$"}""",
        """{"type":"number","multipleOf":4999,"not":{"multipleOf":4998}}""",
        "{\"uniqueItems\":true,\"minItems\":1000,\"items\":{\"enum\":[" + string.Join(',', Enumerable.Range(0, 900).Select(i => $"[{i}]")) + "]}}",
        "{\"uniqueItems\":true,\"minItems\":2000,\"prefixItems\":[" + string.Join(',', Enumerable.Repeat("{\"$ref\":\"#/$defs/a\"}", 2000)) + "],\"$defs\":{\"a\":{\"const\":\"" + new string('x', 2900) + "\"}}}",
        "{\"patternProperties\":{" + string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"a{i}.*b\":{{}}")) + "}}",
    ];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_or_taken_for_little_memory(string schema)
    {
        using JsonDocument json = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 2000 });
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = JsonSchemaConstraint.Parse(json.RootElement).Start;
        }
        catch (UnsupportedSchemaException)
        {
            // The usual end.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
    }

    [Theory]
    [InlineData("((a{1,100}){1,100}){1,100}")]
    [InlineData("(a|b)*a(a|b){30}")]
    [InlineData("(?=a)b")]
    [InlineData("[z-a]")]
    [InlineData("a{2,1}")]
    [InlineData("\\")]
    [InlineData("a**b(")]
    [InlineData("[^\\s\\S]")]
    public void A_pattern_that_cannot_be_kept_is_refused(string pattern) =>
        Assert.Throws<ArgumentException>(() => RegexConstraint.Parse(pattern));
}
