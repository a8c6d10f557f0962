namespace TogetherAI;

/// <summary>The operations on imports of model files.</summary>
internal static class RemoteModelUploadOperations
{
    public static readonly Operation<NoBody, CursorPage<RemoteModelUpload>> List = new(
        "VolumeService_ListRemoteModelUploads",
        HttpMethod.Get,
        "v2/projects/{project}/models/uploads",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageRemoteModelUpload,
        RetryClass.Safe);

    public static readonly Operation<NoBody, RemoteModelUpload> Get = new(
        "VolumeService_GetRemoteModelUpload",
        HttpMethod.Get,
        "v2/projects/{project}/models/uploads/{upload}",
        RequestType: null,
        DedicatedJsonContext.Default.RemoteModelUpload,
        RetryClass.Safe);

    public static readonly Operation<CreateRemoteModelUploadRequest, RemoteModelUpload> Create = new(
        "VolumeService_CreateRemoteModelUpload",
        HttpMethod.Post,
        "v2/projects/{project}/models/uploads",
        DedicatedJsonContext.Default.CreateRemoteModelUploadRequest,
        DedicatedJsonContext.Default.RemoteModelUpload,
        RetryClass.Once);

    public static readonly Operation<NoBody, CursorPage<RemoteModelUploadEvent>> ListEvents = new(
        "VolumeService_ListRemoteModelUploadEvents",
        HttpMethod.Get,
        "v2/projects/{project}/models/uploads/{upload}/events",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageRemoteModelUploadEvent,
        RetryClass.Safe);
}
