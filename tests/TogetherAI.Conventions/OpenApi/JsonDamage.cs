using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Does to JSON what services do: adds fields, leaves fields out, sends null, an empty text, a number as text.</summary>
internal static class JsonDamage
{
    private static readonly string[] s_values = ["null", "true", "7", "-0.5", "\"\"", "\"text 🦊\"", "[]", "{}", """{"deep":[1,"two",null,{"three":3.5}]}"""];

    /// <param name="samples">What is damaged.</param>
    /// <param name="unknownFields">Whether fields may be added.</param>
    public static Arbitrary<string> Of(JsonNode?[] samples, bool unknownFields) =>
        Gen.Choose(0, samples.Length - 1).SelectMany(
            _ => Gen.Choose(0, 9_999).ArrayOf(3).NonEmptyListOf(),
            (index, script) =>
            {
                JsonNode? damaged = samples[index]?.DeepClone();
                foreach (int[] step in script.Take(4))
                    Damage(damaged, step[0] % (unknownFields ? 5 : 4), step[1], step[2]);
                return damaged?.ToJsonString() ?? "null";
            }).ToArbitrary();

    private static void Damage(JsonNode? root, int kind, int place, int what)
    {
        JsonObject[] objects = [.. Objects(root).Where(item => kind == 4 || item.Any(field => Suits(field.Value, kind)))];
        if (objects.Length == 0)
            return;
        JsonObject item = objects[place % objects.Length];
        if (kind == 4)
        {
            item["added_" + (what % 3)] = JsonNode.Parse(s_values[what % s_values.Length]);
            return;
        }

        string[] names = [.. item.Where(field => Suits(field.Value, kind)).Select(static field => field.Key)];
        string name = names[what % names.Length];
        if (kind == 0)
            item.Remove(name);
        else
            item[name] = kind switch { 1 => null, 2 => "", _ => item[name]!.ToJsonString() };
    }

    private static bool Suits(JsonNode? value, int kind) => kind switch
    {
        2 => value?.GetValueKind() == JsonValueKind.String,
        3 => value?.GetValueKind() == JsonValueKind.Number,
        _ => true,
    };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(static field => Objects(field.Value)).Prepend(item),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
