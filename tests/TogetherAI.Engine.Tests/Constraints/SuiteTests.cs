using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Engine.Constraints.Automaton;
using TogetherAI.Engine.Constraints.Decoding;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>JSON-Schema-Test-Suite: what is compiled takes the instances that are valid and no others; what is not names its keyword.</summary>
public class SuiteTests
{
    // To the suite a format is a note except in the folder for it, and a keyword that nobody knows is passed over; here neither is.
    private static readonly string[] s_otherwise = ["format.json", "optional/format/", "optional/content", "optional/unknownKeyword"];

    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft7")]
    public void The_judge_itself_is_right(string draft)
    {
        List<string> wrong = [];
        foreach (SuiteGroup group in SuiteGroup.All(draft).Where(IsJudged))
        {
            foreach ((string description, JsonElement value, bool isValid) in group.Instances)
            {
                try
                {
                    if (new SchemaValidator(group.Schema).IsValid(value) != isValid)
                        wrong.Add($"{group.Name}: {description}");
                }
                catch (UnsupportedSchemaException)
                {
                    // A reference that would have to be fetched.
                }
            }
        }

        Assert.True(wrong.Count <= 12, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("draft2020-12", 0.99)]
    [InlineData("draft7", 0.99)]
    public void Schemas_are_compiled_or_refused_by_name_and_take_what_is_valid_and_nothing_else(string draft, double goal)
    {
        SuiteReport report = SuiteReport.Make(draft);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.True(report.Compiled >= goal * report.Schemas, report.ToString());
        Assert.True(report.TakenThoughInvalid.Count == 0, report.ToString());
        Assert.True(report.NotTakenThoughValid.Count == 0, report.ToString());
    }

    /// <summary>Tokens drawn by chance from what is allowed go wherever a model could go.</summary>
    [Theory]
    [InlineData("draft2020-12", JsonSchemaReading.Narrow)]
    [InlineData("draft2020-12", JsonSchemaReading.Open)]
    [InlineData("draft7", JsonSchemaReading.Narrow)]
    public void Whatever_is_drawn_meets_the_schema(string draft, JsonSchemaReading reading)
    {
        List<string> wrong = [];
        int ended = 0;
        foreach (SuiteGroup group in SuiteGroup.All(draft))
        {
            OutputConstraint? constraint = SuiteReport.Compile(group.Schema, reading);
            if (constraint is null)
                continue;
            SchemaValidator validator = new(group.Schema);
            for (int seed = 0; seed < 4; seed++)
            {
                if (RandomOutputs.Draw(constraint, TaiTiny.Model, seed, most: 60) is not { } text)
                    continue;
                ended++;
                if (!IsValid(validator, text))
                    wrong.Add($"{group.Name}\n  {group.Schema}\n  {text}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(ended > 800, $"Only {ended} outputs ended.");
    }

    internal static bool IsJudged(SuiteGroup group) => !s_otherwise.Any(name => group.Name.StartsWith(name, StringComparison.Ordinal));

    private static bool IsValid(SchemaValidator validator, string text)
    {
        using JsonDocument value = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return validator.IsValid(value.RootElement);
    }
}
