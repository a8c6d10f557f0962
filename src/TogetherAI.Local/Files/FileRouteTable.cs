using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary>The routes of files.</summary>
internal sealed class FileRouteTable
{
    public FileRouteTable(FileStore store, TimeProvider time, int seed)
    {
        UploadPlaces places = new(store, time, seed);
        FileReceiver receiver = new(store);
        FileRoutes files = new(store, receiver, places);
        MultipartRoutes multipart = new(store, places);
        Routes =
        [
            new("GET", "/v1/files", ApiRoute.Files, files.ListAsync),
            new("POST", "/v1/files", ApiRoute.Files, files.PlaceAsync) { ReadsBody = true },
            new("POST", "/v1/files/upload", ApiRoute.Files, files.UploadAsync) { ReadsBody = true },
            new("POST", "/v1/files/multipart/initiate", ApiRoute.Files, multipart.InitiateAsync),
            new("POST", "/v1/files/multipart/complete", ApiRoute.Files, multipart.CompleteAsync),
            new("POST", "/v1/files/multipart/abort", ApiRoute.Files, multipart.AbortAsync),
            new("GET", "/v1/files/{id}", ApiRoute.Files, files.GetAsync),
            new("DELETE", "/v1/files/{id}", ApiRoute.Files, files.DeleteAsync),
            new("GET", "/v1/files/{id}/content", ApiRoute.FileContent, new ContentRoute(store).HandleAsync),
            new("POST", "/v1/files/{id}/preprocess", ApiRoute.Files, files.PreprocessAsync),
            new("PUT", "/local/storage/{token}", ApiRoute.Storage, new StorageRoute(store, receiver, places).HandleAsync) { ReadsBody = true, IsOpen = true },
        ];
    }

    public IReadOnlyList<ServedRoute> Routes { get; }
}
