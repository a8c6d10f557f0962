namespace TogetherAI;

/// <summary>The operations on hardware.</summary>
internal static class InstanceTypeOperations
{
    public static readonly Operation<NoBody, CursorPage<InstanceType>> List = new(
        "InstanceTypeService_ListInferenceInstanceTypes",
        HttpMethod.Get,
        "v2/public/inference-instance-types",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageInstanceType,
        RetryClass.Safe);

    public static readonly Operation<NoBody, InstanceType> Get = new(
        "InstanceTypeService_GetInferenceInstanceType",
        HttpMethod.Get,
        "v2/public/inference-instance-types/{type}",
        RequestType: null,
        DedicatedJsonContext.Default.InstanceType,
        RetryClass.Safe);
}
