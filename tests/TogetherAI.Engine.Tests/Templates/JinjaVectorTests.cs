using System.Text.Json.Nodes;
using TogetherAI.Engine.Templates;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Templates;

/// <summary>Some 140 short templates with what Jinja itself makes of them: values, operators, filters, tests, methods, scopes, whitespace.</summary>
public class JinjaVectorTests
{
    private static readonly JsonNode Vectors = JsonNode.Parse(
        File.ReadAllText(RepositoryFiles.Path("tests", "TogetherAI.Engine.Tests", "Templates", "jinja-vectors.json")))!;

    [Fact]
    public void Every_vector_renders_as_in_Jinja()
    {
        foreach (JsonNode? vector in Vectors["vectors"]!.AsArray())
        {
            if ((string?)vector!["expected"] is string expected) Assert.Equal(expected, Render(vector));
        }
    }

    [Fact]
    public void Every_vector_that_Jinja_refuses_is_refused()
    {
        foreach (JsonNode? vector in Vectors["vectors"]!.AsArray())
        {
            if (vector!["expected"] is null) Assert.Throws<ChatTemplateException>(() => Render(vector));
        }
    }

    private static string Render(JsonNode vector) =>
        Rendering.Render((string)vector["template"]!, Vectors["variables"]!.ToJsonString());
}
