using System.Text.Json;

namespace TogetherAI;

/// <summary>An array of batches, or an object that holds one as <c>data</c>.</summary>
internal sealed class BatchListConverter : ListResponseConverter<BatchList, BatchJob>
{
    protected override BatchList Create(IReadOnlyList<BatchJob> data, bool isEnveloped, Dictionary<string, JsonElement>? unknown) =>
        new() { Data = data, IsEnveloped = isEnveloped, ExtensionData = unknown };

    protected override (IReadOnlyList<BatchJob> Data, bool IsEnveloped) Parts(BatchList list) => (list.Data, list.IsEnveloped);
}
