using System.Security.Cryptography;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Files;

/// <summary>
/// <c>PUT /local/storage/{token}</c>: the storage that uploads go to. It asks for no key, refuses one, and answers in XML, as storages do.
/// </summary>
internal sealed class StorageRoute(FileStore store, FileReceiver receiver, UploadPlaces places)
{
    public async Task HandleAsync(ApiCall call)
    {
        if (call.Http.Request.Headers.ContainsKey("Authorization"))
        {
            await AnswerAsync(call, 400, "InvalidArgument", "Only one authentication mechanism is allowed; the address is one.").ConfigureAwait(false);
            return;
        }

        if (places.Find((string)call.Http.Request.RouteValues["token"]!) is not { } place)
        {
            await AnswerAsync(call, 403, "AccessDenied", "Request has expired").ConfigureAwait(false);
            return;
        }

        (string path, long bytes) = await receiver.ReceiveAsync(call.Http.Request.Body, call.Aborted).ConfigureAwait(false);
        string tag;
        FileStream content = File.OpenRead(path);
        await using (content.ConfigureAwait(false))
            tag = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, call.Aborted).ConfigureAwait(false))[..32];
        if (place.Session is { } session)
            session.Parts.AddOrUpdate(place.Part, new MultipartPart(path, bytes, tag), (_, old) => Replace(old, new MultipartPart(path, bytes, tag)));
        else
            store.SetContent(place.FileId, path, bytes);
        call.Http.Response.Headers.ETag = $"\"{tag}\"";
        call.Start(200, "application/xml");
    }

    private static MultipartPart Replace(MultipartPart old, MultipartPart part)
    {
        FileStore.Remove(old.Path);
        return part;
    }

    private static async Task AnswerAsync(ApiCall call, int status, string code, string message)
    {
        call.Start(status, "application/xml");
        byte[] body = System.Text.Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
        await call.Http.Response.Body.WriteAsync(body, call.Aborted).ConfigureAwait(false);
    }
}
