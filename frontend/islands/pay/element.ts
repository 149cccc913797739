/** <foot-pay>: asks the messenger's own browser for a payment; elsewhere its button stays off and says why. */

interface Bridge {
  invoke(name: string, params: Record<string, string>, done: (told: { err_msg?: string }) => void): void;
}

const NAMES = ["appId", "timeStamp", "nonceStr", "package", "signType", "paySign"];

function bridge(): Bridge | undefined {
  return (window as unknown as Record<string, Bridge | undefined>)["WeixinJSBridge"];
}

class FootPay extends HTMLElement {
  connectedCallback(): void {
    if (bridge()) this.begin();
    else document.addEventListener("WeixinJSBridgeReady", () => this.begin(), { once: true });
  }

  private begin(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.disabled = false;
    button.addEventListener("click", () => {
      const params = Object.fromEntries(NAMES.map((name) => [name, this.getAttribute(`data-${name.toLowerCase()}`) ?? ""]));
      // What the messenger says here proves nothing: the page asks the house again, which asks the payment service.
      bridge()?.invoke("getBrandWCPayRequest", params, () => window.location.reload());
    });
  }
}

customElements.define("foot-pay", FootPay);

export {};
