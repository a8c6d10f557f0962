using System.Text.Json;

namespace TogetherAI;

/// <summary>An array of models, or an object that holds one as <c>data</c>.</summary>
internal sealed class ModelListConverter : ListResponseConverter<ModelList, ModelInfo>
{
    protected override ModelList Create(IReadOnlyList<ModelInfo> data, bool isEnveloped, Dictionary<string, JsonElement>? unknown) =>
        new() { Data = data, IsEnveloped = isEnveloped, ExtensionData = unknown };

    protected override (IReadOnlyList<ModelInfo> Data, bool IsEnveloped) Parts(ModelList list) => (list.Data, list.IsEnveloped);

    protected override IReadOnlyList<ModelInfo> ReadData(ref Utf8JsonReader reader, JsonSerializerOptions options) => ModelInfoReader.ReadModels(ref reader);
}
