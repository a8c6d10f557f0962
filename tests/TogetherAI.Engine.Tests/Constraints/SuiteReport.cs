using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>What became of the suite's schemas.</summary>
internal sealed class SuiteReport
{
    public int Schemas { get; private set; }

    public int Compiled { get; private set; }

    public int Valid { get; private set; }

    public int Invalid { get; private set; }

    public List<string> Refused { get; } = [];

    public List<string> NotTakenThoughValid { get; } = [];

    public List<string> TakenThoughInvalid { get; } = [];

    public static SuiteReport Make(string draft)
    {
        SuiteReport report = new();
        foreach (SuiteGroup group in SuiteGroup.All(draft))
        {
            report.Schemas++;
            OutputConstraint constraint;
            try
            {
                constraint = JsonSchemaConstraint.Parse(group.Schema, JsonSchemaReading.Open, SuiteRemotes.All);
                report.Compiled++;
            }
            catch (UnsupportedSchemaException e) when (e.Keyword is not null || IsUnmeetable(group))
            {
                // That no value can meet a schema is an answer too: the right one, where the suite has none.
                report.Compiled += e.Keyword is null ? 1 : 0;
                report.Refused.Add($"{group.Name}: {e.Message}");
                continue;
            }

            if (!SuiteTests.IsJudged(group))
                continue;
            foreach ((string description, JsonElement value, bool isValid) in group.Instances)
                report.Judge(constraint, $"{group.Name}: {description}: {value}", value, isValid);
        }

        return report;
    }

    public static OutputConstraint? Compile(JsonElement schema, JsonSchemaReading reading)
    {
        try
        {
            return JsonSchemaConstraint.Parse(schema, reading, SuiteRemotes.All);
        }
        catch (UnsupportedSchemaException)
        {
            return null;
        }
    }

    public override string ToString() =>
        $"{Compiled} of {Schemas} schemas compiled; of {Valid} valid instances {NotTakenThoughValid.Count} not taken; of {Invalid} invalid {TakenThoughInvalid.Count} taken\n"
        + $"Taken though invalid:\n{string.Join('\n', TakenThoughInvalid)}\nNot taken though valid:\n{string.Join('\n', NotTakenThoughValid)}\nRefused:\n{string.Join('\n', Refused)}";

    private void Judge(OutputConstraint constraint, string name, JsonElement value, bool isValid)
    {
        bool taken = Spellings.Of(value).Any(constraint.Accepts);
        (Valid, Invalid) = isValid ? (Valid + 1, Invalid) : (Valid, Invalid + 1);
        if (isValid && !taken)
            NotTakenThoughValid.Add(name);
        if (!isValid && taken)
            TakenThoughInvalid.Add(name);
    }

    private static bool IsUnmeetable(SuiteGroup group) => group.Instances.All(static one => !one.IsValid);
}
