using System.Text.Json.Serialization;

namespace TogetherAI.Benchmarks.Batches;

/// <summary>A made-up input: what a row of a table of reviews holds.</summary>
internal sealed record Row(long Id, string Text, int Stars)
{
    private static readonly string[] s_texts =
    [
        "The room was clean and the staff went out of their way to help us with the luggage.",
        "Never again: cold food, loud music, and nobody answered the phone for two days.",
        "It does what it says, no more. The manual could be a good deal better.",
    ];

    /// <summary>Makes rows, one at a time.</summary>
    public static async IAsyncEnumerable<Row> MakeAsync(long count)
    {
        await Task.CompletedTask;
        for (long id = 1; id <= count; id++)
            yield return Of(id);
    }

    public static Row Of(long id) => new(id, s_texts[id % s_texts.Length], (int)(id % 5) + 1);

    public ChatRequest Ask() => new()
    {
        Model = "meta-llama/Llama-3.3-70B-Instruct-Turbo",
        Messages = [ChatMessage.User("Positive or negative? " + Text)],
        MaxTokens = 3,
    };
}

[JsonSerializable(typeof(Row))]
internal sealed partial class RowJson : JsonSerializerContext;
