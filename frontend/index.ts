import "./styles/index.css";
import "./islands/index";
import "./islands/page";
