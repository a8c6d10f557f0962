namespace TogetherAI;

/// <summary>The operations on configs.</summary>
internal static class DedicatedConfigOperations
{
    public static readonly Operation<NoBody, CursorPage<DedicatedConfig>> List = new(
        "ConfigService_ListProjectConfigs",
        HttpMethod.Get,
        "v2/projects/{project}/configs",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedConfig,
        RetryClass.Safe);

    public static readonly Operation<NoBody, DedicatedConfig> Get = new(
        "ConfigService_GetProjectConfig",
        HttpMethod.Get,
        "v2/projects/{project}/configs/{config}",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedConfig,
        RetryClass.Safe);
}
