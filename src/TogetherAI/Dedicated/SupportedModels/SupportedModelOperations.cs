namespace TogetherAI;

/// <summary>The operations on supported models.</summary>
internal static class SupportedModelOperations
{
    public static readonly Operation<NoBody, CursorPage<SupportedModel>> List = new(
        "SupportedModelsService_ListSupportedModels",
        HttpMethod.Get,
        "v2/supported-models",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageSupportedModel,
        RetryClass.Safe);

    public static readonly Operation<NoBody, SupportedModel> Get = new(
        "SupportedModelsService_GetSupportedModel",
        HttpMethod.Get,
        "v2/supported-models/{model}",
        RequestType: null,
        DedicatedJsonContext.Default.SupportedModel,
        RetryClass.Safe);
}
