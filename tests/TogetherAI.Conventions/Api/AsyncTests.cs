using System.Reflection;
using System.Runtime.CompilerServices;

namespace TogetherAI.Conventions.Api;

/// <summary>What holds for every public method that is awaited.</summary>
public class AsyncTests
{
    [Fact]
    public void The_cancellation_token_comes_last_and_may_be_left_out()
    {
        Product.NoFindings(Methods()
            .Where(static method => method.Name is not ("DisposeAsync" or "GetAsyncEnumerator"))
            .Where(static method => method.GetParameters() is not [.., { ParameterType: { } last, IsOptional: true }] || last != typeof(CancellationToken))
            .Select(Describe));
    }

    [Fact]
    public void A_method_that_is_awaited_ends_in_Async()
    {
        Product.NoFindings(Methods()
            .Where(static method => !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(Describe));
    }

    [Fact]
    public void No_method_returns_void_and_is_awaited_by_nobody()
    {
        Product.NoFindings(Product.PublicTypes
            .SelectMany(static type => Product.Visible(type, static (t, flags) => t.GetMethods(flags)))
            .Where(static method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            .Select(Describe));
    }

    private static IEnumerable<MethodInfo> Methods() => Product.PublicTypes
        .Where(static type => !type.IsSubclassOf(typeof(Delegate)))
        .SelectMany(static type => Product.Visible(type, static (t, flags) => t.GetMethods(flags)))
        .Where(static method => Product.IsVisible(method) && IsAwaited(method.ReturnType) && !method.IsSpecialName) // a property begins nothing
        .Where(static method => method.GetBaseDefinition() == method && !Implements(method)); // what others have laid down is theirs

    private static bool IsAwaited(Type type)
    {
        if (type == typeof(Task) || type == typeof(ValueTask))
            return true;
        if (!type.IsGenericType)
            return false;
        Type open = type.GetGenericTypeDefinition();
        return open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>);
    }

    private static bool Implements(MethodInfo method) => method.DeclaringType is { IsInterface: false } type && type.GetInterfaces()
        .Where(static contract => !Product.All.Contains(contract.Assembly))
        .Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method}";
}
