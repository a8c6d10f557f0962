using System.Net;

namespace TogetherAI;

/// <content>
/// Redirects are followed here and not by the handler: only for reads, a few hops, and the key stays with the origin it was made for. A
/// redirected POST would arrive as a GET without its body, or, with 307 and 308, take it to a place nobody named; it is told as an error.
/// </content>
internal sealed partial class TogetherConnection
{
    private const int MaxRedirects = 5;

    private async ValueTask<HttpResponseMessage> FollowAsync(Call call, CancellationToken cancellationToken)
    {
        Uri target = call.Target;
        for (int hop = 0; ; hop++)
        {
            using HttpRequestMessage message = CreateMessage(call, target);
            HttpResponseMessage response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (call.TakesRedirect || !IsRedirect(response.StatusCode) || response.Headers.Location is not { } location)
                return response;

            using (response)
            {
                if (!Uri.TryCreate(target, location, out Uri? next) || !next.IsAbsoluteUri || (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp))
                {
                    throw new TogetherResponseException("The server redirects to an address that is none.")
                    {
                        Details = ErrorDetails.Of(response),
                    };
                }

                if (call.Method != HttpMethod.Get || hop == MaxRedirects || (target.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
                {
                    throw new TogetherResponseException(
                        $"The server redirects to {next.GetLeftPart(UriPartial.Authority)}, which is not followed for this request. "
                        + "If that is the right place, set TogetherClientOptions.BaseAddress to it.")
                    {
                        Details = ErrorDetails.Of(response),
                    };
                }

                target = next;
            }
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
