using System.Text.Json;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests;

/// <summary>The model that comes with the repository, loaded once, and what a reference implementation made of it.</summary>
internal static class TaiTiny
{
    private static readonly Lazy<LanguageModel> s_model = new(() => LanguageModel.Load(Folder));

    private static readonly Lazy<Case[]> s_cases = new(() =>
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Path("tests", "data", "tai-tiny", "reference.json")));
        return [.. json.RootElement.GetProperty("prompts").EnumerateArray().Select(Case.Read)];
    });

    public static string Folder => RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny");

    public static LanguageModel Model => s_model.Value;

    public static Case[] Cases => s_cases.Value;

    public static Case Capital => Cases.Single(one => one.Text.Contains("capital of France", StringComparison.Ordinal));

    public sealed record Case(string Text, int[] Ids, int[] GreedyIds, string GreedyText, string Finish, (int[] Ids, float[] Logits)[] Top5)
    {
        public static Case Read(JsonElement json) => new(
            json.GetProperty("text").GetString()!,
            Integers(json.GetProperty("ids")),
            Integers(json.GetProperty("greedy_ids")),
            json.GetProperty("greedy_text").GetString()!,
            json.GetProperty("finish").GetString()!,
            [.. json.GetProperty("steps_top5").EnumerateArray().Select(step => (
                Integers(step.GetProperty("ids")),
                step.GetProperty("logits").EnumerateArray().Select(value => value.GetSingle()).ToArray()))]);

        private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetInt32())];
    }
}
